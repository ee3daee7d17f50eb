//! The row of an employer.

use serde_json::Value;

/// An employer as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct EmployerRow {
    /// County code.
    pub county: String,
    /// Id, county first.
    pub id: String,
    /// Unified social credit code; unique in the county.
    pub credit_code: String,
    /// Name as on the licence.
    pub name: String,
    /// Code of the agency that keeps the entry.
    pub agency: String,
    /// The snapshot.
    pub body: Value,
    /// Version of the stream that the snapshot shows.
    pub version: i64,
}

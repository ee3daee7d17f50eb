//! Values on their way to the server and back.

use tokio_postgres::{
    Statement,
    types::{FromSql, ToSql, Type},
};

use super::trouble::failed;
use crate::{
    error::StoreError,
    value::{Row, Value},
};

/// Parameters as the driver takes them, by the kinds that the server wants.
pub(super) fn bound<'a>(statement: &Statement, params: &'a [Value]) -> Vec<&'a (dyn ToSql + Sync)> {
    let kinds = statement.params().iter().map(Some).chain(std::iter::repeat(None));
    params.iter().zip(kinds).map(|(value, kind)| param(value, kind)).collect()
}

fn param<'a>(value: &'a Value, kind: Option<&Type>) -> &'a (dyn ToSql + Sync) {
    match value {
        Value::Int(number) => number,
        Value::Text(text) => text,
        Value::Blob(bytes) => bytes,
        Value::Null => match kind {
            Some(&Type::INT8) => &None::<i64>,
            Some(&Type::BYTEA) => &None::<Vec<u8>>,
            _ => &None::<String>,
        },
    }
}

/// Rows as the server gave them.
pub(super) fn rows(found: &[tokio_postgres::Row]) -> Result<Vec<Row>, StoreError> {
    let values = |row: &tokio_postgres::Row| {
        (0..row.len())
            .map(|column| row.try_get::<_, Read>(column).map(|read| read.0))
            .collect::<Result<Vec<_>, _>>()
    };
    found.iter().map(|row| values(row).map(Row::new).map_err(|e| failed(&e))).collect()
}

/// A value of any kind that a column of ours has.
struct Read(Value);

impl<'a> FromSql<'a> for Read {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Read, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Read(match *kind {
            Type::INT8 => Value::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(kind, raw)?.into()),
            Type::BYTEA => Value::Blob(raw.to_vec()),
            _ => Value::Text(<&str>::from_sql(kind, raw)?.to_owned()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Read, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Read(Value::Null))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::INT4 | Type::INT2 | Type::BOOL | Type::BYTEA)
            || <&str as FromSql>::accepts(kind)
    }
}

//! The proof at the end of an issued PDF: what the service vouches for, signed. Readers of PDF
//! pass over a line behind the end; whoever has the file can check it without the service.

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::ruling::{ReceiptSignature, check_signature};

/// What the member `kind` of a proof says.
pub const PAPER_KIND: &str = "paper";
/// Form of the proof.
const FORM: u32 = 1;
/// What the line begins with. A comment, as PDF has them.
const MARK: &[u8] = b"\n%leye-paper ";
/// Readers of PDF look for the end of a file in its last thousand bytes.
const LONGEST: usize = 900;

/// What is vouched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperProof {
    /// Always [`PAPER_KIND`].
    pub kind: String,
    /// Form of the proof.
    pub form: u32,
    /// The code printed on the paper.
    pub code: String,
    /// Code of the paper's form.
    pub paper: String,
    /// Its language.
    pub lang: String,
    /// Code of the agency that issued it.
    pub agency: String,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of all that stands before the proof, in hexadecimal.
    pub sha256: String,
}

/// Why a paper is not genuine, or not unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperFault {
    /// There is no proof.
    #[error(
        "this PDF bears no proof of Leye: it was not issued by the service, or was saved anew by another program"
    )]
    NoProof,
    /// The proof cannot be read.
    #[error("the proof at the end of the PDF cannot be read: {0}")]
    Form(String),
    /// The proof itself was changed.
    #[error("the proof was changed after it was signed, or the signature is forged")]
    Signature,
    /// The paper was changed.
    #[error("the paper was changed after it was issued: its content is not the one that was signed")]
    Changed,
    /// Another service signed it.
    #[error("the paper is signed with the key {found}, not with {expected}")]
    OtherKey {
        /// The key in the proof.
        found: String,
        /// The key that was asked for.
        expected: String,
    },
}

/// Puts the proof behind a PDF; `sign` signs its text.
pub(super) fn seal(
    mut pdf: Vec<u8>,
    mut proof: PaperProof,
    sign: impl Fn(&[u8]) -> leye_store::Signed,
) -> Vec<u8> {
    PAPER_KIND.clone_into(&mut proof.kind);
    proof.form = FORM;
    proof.sha256 = HEXLOWER.encode(&Sha256::digest(&pdf));
    let mut document = serde_json::to_value(&proof).unwrap_or_default();
    let signed = sign(document.to_string().as_bytes());
    document["signature"] = serde_json::json!({
        "algorithm": "Ed25519",
        "key": HEXLOWER.encode(&signed.key),
        "value": BASE64.encode(&signed.value),
    });
    pdf.extend_from_slice(MARK);
    pdf.extend_from_slice(document.to_string().as_bytes());
    pdf.push(b'\n');
    pdf
}

/// Whether an issued PDF is genuine and unchanged; `key` is the service that is expected, where
/// one is. Needs no service.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(file: &[u8], key: Option<&str>) -> Result<PaperProof, PaperFault> {
    let form = |error: &dyn std::fmt::Display| PaperFault::Form(error.to_string());
    let tail = file.len().saturating_sub(LONGEST);
    let found =
        file[tail..].windows(MARK.len()).rposition(|bytes| bytes == MARK).ok_or(PaperFault::NoProof)?;
    let (content, line) = file.split_at(tail + found);
    let mut document: Value = serde_json::from_slice(&line[MARK.len()..]).map_err(|e| form(&e))?;
    let signature = document.as_object_mut().and_then(|members| members.remove("signature"));
    let signature: ReceiptSignature =
        serde_json::from_value(signature.unwrap_or_default()).map_err(|e| form(&e))?;
    check_signature(&signature, document.to_string().as_bytes()).map_err(|_| PaperFault::Signature)?;
    let proof: PaperProof = serde_json::from_value(document).map_err(|e| form(&e))?;
    if proof.kind != PAPER_KIND || proof.form != FORM {
        return Err(form(&format!("kind `{}`, form {}", proof.kind, proof.form)));
    }
    if HEXLOWER.encode(&Sha256::digest(content)) != proof.sha256 {
        return Err(PaperFault::Changed);
    }
    match key.filter(|key| !key.eq_ignore_ascii_case(&signature.key)) {
        Some(expected) => Err(PaperFault::OtherKey { found: signature.key, expected: expected.to_owned() }),
        None => Ok(proof),
    }
}

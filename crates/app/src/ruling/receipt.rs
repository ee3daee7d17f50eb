//! The receipt of a review: what somebody needs to rule again, years later and without the
//! service, on what the reviewer had before them.
//!
//! The file is one JSON object. `signature.value` is over the canonical form (keys in order, no
//! blanks) of the object without `signature`, by the algorithm that it names. The rules come with it, as text, so
//! that no archive is needed to check it.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use leye_domain::case::{Departure, Event, Reviewed};
use leye_domain::fact::KnownFacts;
use leye_domain::id::CaseId;
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;
use leye_rules::Engine;
use leye_store::{Algorithm, Signed};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::App;
use crate::application::TimelineEvent;
use crate::error::AppError;

/// What the member `kind` of a receipt says.
pub const RECEIPT_KIND: &str = "review";
/// Form of the file.
const FORM: u32 = 1;
/// No ruling is longer; what is, was not made by this program.
const LONGEST_TRACE: usize = 4 << 20;

/// A receipt without its signature.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Always [`RECEIPT_KIND`].
    pub kind: String,
    /// Form of the file.
    pub form: u32,
    /// The case.
    pub case: String,
    /// Number of the event in the case.
    pub event: i64,
    /// Hash of the event in the chain, for who holds the storage beside it.
    pub event_hash: String,
    /// What the review did, such as `initial_review_passed`.
    pub review: String,
    /// When.
    pub at: Timestamp,
    /// Sign-in name of the reviewer.
    pub reviewer: String,
    /// Their name as shown.
    pub reviewer_name: String,
    /// The facts of the person.
    pub facts: Value,
    /// Those of the other members of the household.
    pub household: Value,
    /// Fingerprint of the facts.
    pub facts_hash: String,
    /// The rules.
    pub pack: ReceiptPack,
    /// The whole computed ruling.
    pub ruling: Value,
    /// Where the reviewer found otherwise.
    pub departures: Vec<Departure>,
    /// Why, or why the review did not pass although the rules compute that it should.
    pub reason: String,
}

/// The rules of a receipt.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptPack {
    /// Name.
    pub id: String,
    /// Fingerprint.
    pub hash: String,
    /// Its files by name; empty where the service does not hold them any more.
    pub files: BTreeMap<String, String>,
}

/// A receipt as it is given out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// What it says.
    #[serde(flatten)]
    pub receipt: Value,
    /// Who vouches for it.
    pub signature: ReceiptSignature,
}

/// The signature of a service.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptSignature {
    /// `Ed25519` or `SM2-SM3`.
    pub algorithm: String,
    /// The public key, in hexadecimal.
    pub key: String,
    /// The signature, in Base64.
    pub value: String,
}

/// Why a receipt is not genuine, or not unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// It is no receipt at all.
    #[error("this is no receipt of a review: {0}")]
    Form(String),
    /// The signature does not fit what is written.
    #[error("the receipt was changed after it was signed, or the signature is forged")]
    Signature,
    /// Another service signed it.
    #[error("the receipt is signed with the key {found}, not with {expected}")]
    OtherKey {
        /// The key in the receipt.
        found: String,
        /// The key that was asked for.
        expected: String,
    },
    /// The facts do not have the fingerprint.
    #[error("the facts do not have the fingerprint that the receipt names")]
    Facts,
    /// The rules do not have the fingerprint.
    #[error(
        "the rules have the fingerprint {found}, the receipt names {expected}; name the right pack with --pack DIR"
    )]
    Pack {
        /// Of the rules that are at hand.
        found: String,
        /// The one named.
        expected: String,
    },
    /// The rules cannot be read or judged by.
    #[error("the rules of the receipt cannot be used: {0}")]
    Rules(String),
    /// Judged again, the ruling is another.
    #[error("judged again by the same rules and facts, the ruling differs at {place}")]
    Ruling {
        /// The first place that differs, such as `categories[2].holds`.
        place: String,
    },
}

/// Compresses the text of a ruling for storage.
pub(super) fn pack_text(text: &str) -> String {
    let packed = zstd::bulk::compress(text.as_bytes(), 3).expect("memory takes any text");
    BASE64.encode(&packed)
}

fn unpack_text(packed: &str) -> Option<Value> {
    let bytes = BASE64.decode(packed.as_bytes()).ok()?;
    let text = zstd::bulk::decompress(&bytes, LONGEST_TRACE).ok()?;
    serde_json::from_slice(&text).ok()
}

/// The review that an event is, if it is one.
pub fn reviewed(event: &Event) -> Option<&Reviewed> {
    match event {
        Event::InitialReviewPassed { review, .. }
        | Event::InitialReviewFailed { review, .. }
        | Event::SecondReviewPassed { review, .. }
        | Event::ReturnedToStation { review, .. }
        | Event::ApplicationRefused { review, .. }
        | Event::Confirmed { review, .. }
        | Event::ReturnedToOffice { review, .. } => review.as_ref().and_then(Sealed::get),
        _ => None,
    }
}

impl App {
    /// The receipts of the reviews of a case, oldest first, for who may read it. That they
    /// were taken out is recorded.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see the case.
    pub async fn review_receipts(&self, staff: &Staff, id: &CaseId) -> Result<Vec<SignedReceipt>, AppError> {
        let (case, _) = self.settled(id).await?;
        self.may_read(staff, &case)?;
        let timeline = self.timeline(&case).await?;
        let mut receipts: Vec<SignedReceipt> = Vec::new();
        for line in &timeline {
            if let Some(review) = reviewed(&line.event) {
                receipts.push(self.receipt(id, line, review).await?);
            }
        }
        if !receipts.is_empty() {
            self.record(staff, "read_receipts", id.as_str(), Some(&case.person), None).await?;
        }
        Ok(receipts)
    }

    async fn receipt(
        &self,
        id: &CaseId,
        line: &TimelineEvent,
        Reviewed { ruled, departures, reason }: &Reviewed,
    ) -> Result<SignedReceipt, AppError> {
        let mut files = self.pack_files(&ruled.pack_hash).await?.unwrap_or_default();
        // Worked examples decide nothing and are no part of the fingerprint.
        files.retain(|name, _| !name.starts_with("examples/"));
        let KnownFacts { facts, household } = &ruled.facts;
        let receipt = json!({
            "kind": RECEIPT_KIND,
            "form": FORM,
            "case": id,
            "event": line.seq,
            "event_hash": line.hash,
            "review": kind_of(&line.event),
            "at": line.at,
            "reviewer": line.actor,
            "reviewer_name": line.actor_name,
            "facts": facts,
            "household": household,
            "facts_hash": ruled.facts_hash,
            "pack": {
                "id": ruled.pack,
                "hash": ruled.pack_hash,
                "files": files,
            },
            "ruling": unpack_text(&ruled.trace),
            "departures": departures,
            "reason": reason,
        });
        let signed = self.store.sign(canonical(&receipt).as_bytes());
        Ok(SignedReceipt { receipt, signature: ReceiptSignature::of(&signed) })
    }
}

impl ReceiptSignature {
    /// As it is written.
    pub(crate) fn of(signed: &Signed) -> ReceiptSignature {
        ReceiptSignature {
            algorithm: signed.algorithm.name().to_owned(),
            key: HEXLOWER.encode(&signed.key),
            value: BASE64.encode(&signed.value),
        }
    }
}

fn kind_of(event: &Event) -> Option<String> {
    serde_json::to_value(event).ok()?.get("kind")?.as_str().map(str::to_owned)
}

/// Keys are in order because that is how the library keeps them.
fn canonical(value: &Value) -> String {
    value.to_string()
}

/// Whether a receipt is genuine and unchanged: its signature, the fingerprints of facts and
/// rules, and the ruling judged again. Needs no service and no storage. `files` are the rules
/// to judge by where the receipt does not bring its own; `key` is the service that is
/// expected, where one is.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(
    file: &[u8],
    files: &BTreeMap<String, String>,
    key: Option<&str>,
) -> Result<Receipt, ReceiptFault> {
    let form = |error: &dyn std::fmt::Display| ReceiptFault::Form(error.to_string());
    let mut document: Value = serde_json::from_slice(file).map_err(|e| form(&e))?;
    let object = document.as_object_mut().ok_or_else(|| form(&"it is no JSON object"))?;
    let signature = object.remove("signature").ok_or_else(|| form(&"it has no `signature`"))?;
    let signature: ReceiptSignature = serde_json::from_value(signature).map_err(|e| form(&e))?;
    check_signature(&signature, canonical(&document).as_bytes())?;
    if let Some(expected) = key.filter(|key| !key.eq_ignore_ascii_case(&signature.key)) {
        return Err(ReceiptFault::OtherKey { found: signature.key, expected: expected.to_owned() });
    }
    let receipt: Receipt = serde_json::from_value(document).map_err(|e| form(&e))?;
    if receipt.kind != RECEIPT_KIND || receipt.form != FORM {
        return Err(form(&format!("kind `{}`, form {}", receipt.kind, receipt.form)));
    }
    judge_again(&receipt, files)?;
    Ok(receipt)
}

/// Whether a signature is of this text, by the algorithm that it names and no other.
pub(crate) fn check_signature(signature: &ReceiptSignature, text: &[u8]) -> Result<(), ReceiptFault> {
    let algorithm = Algorithm::named(&signature.algorithm);
    let key = HEXLOWER.decode(signature.key.as_bytes()).ok();
    let value = BASE64.decode(signature.value.as_bytes()).ok();
    match (algorithm, key, value) {
        (Some(algorithm), Some(key), Some(value)) if algorithm.holds(&key, text, &value) => Ok(()),
        _ => Err(ReceiptFault::Signature),
    }
}

fn judge_again(receipt: &Receipt, files: &BTreeMap<String, String>) -> Result<(), ReceiptFault> {
    let rules = |error: &dyn std::fmt::Display| ReceiptFault::Rules(error.to_string());
    let files = if receipt.pack.files.is_empty() { files } else { &receipt.pack.files };
    let (pack, faults) = leye_pack::compile(files);
    let pack =
        pack.ok_or_else(|| rules(&faults.first().map_or("no file", |fault| fault.message.as_str())))?;
    if pack.hash != receipt.pack.hash {
        return Err(ReceiptFault::Pack { found: pack.hash, expected: receipt.pack.hash.clone() });
    }
    let document = json!({ "facts": receipt.facts, "household": receipt.household });
    let person = leye_rules::read_person(&pack, &document).map_err(|e| rules(&e))?;
    let day = receipt.ruling.get("on").and_then(Value::as_str).and_then(|on| on.parse().ok());
    let day = day.ok_or_else(|| ReceiptFault::Form("the ruling names no day".to_owned()))?;
    let engine = Engine::new(&pack, day).map_err(|e| rules(&e))?;
    let ruling = engine.evaluate(&person.facts, &person.household).map_err(|e| rules(&e))?;
    if ruling.facts_hash != receipt.facts_hash {
        return Err(ReceiptFault::Facts);
    }
    let again = serde_json::to_value(&ruling).map_err(|e| rules(&e))?;
    match first_difference("", &receipt.ruling, &again) {
        Some(place) => Err(ReceiptFault::Ruling { place }),
        None => Ok(()),
    }
}

/// The first place at which two documents differ, `engine` aside.
fn first_difference(place: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            names.into_iter().filter(|name| !(place.is_empty() && *name == "engine")).find_map(|name| {
                let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => first_difference(&place, one, other),
                    _ => Some(place),
                }
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .into_iter()
                .find_map(|(at, (one, other))| first_difference(&format!("{place}[{at}]"), one, other))
        }
        _ => (one != other).then(|| place.to_owned()),
    }
}

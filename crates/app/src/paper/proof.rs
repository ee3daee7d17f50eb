//! The proof at the end of an issued PDF: what the service vouches for, signed. Readers of PDF
//! pass over a line behind the end; whoever has the file can check it without the service.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::App;
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
    document["signature"] = serde_json::to_value(ReceiptSignature::of(&signed)).unwrap_or_default();
    pdf.extend_from_slice(MARK);
    pdf.extend_from_slice(document.to_string().as_bytes());
    pdf.push(b'\n');
    pdf
}

/// A proof that holds, and who vouches for it.
#[derive(Clone, Debug)]
pub struct SignedProof {
    /// What it says.
    pub proof: PaperProof,
    /// By whom.
    pub signature: ReceiptSignature,
}

/// Whether an issued PDF is genuine and unchanged; `key` is the service that is expected, where
/// one is. Needs no service.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(file: &[u8], key: Option<&str>) -> Result<SignedProof, PaperFault> {
    let signed = read(file)?;
    match key.filter(|key| !key.eq_ignore_ascii_case(&signed.signature.key)) {
        Some(expected) => Err(other_key(signed.signature, expected)),
        None => Ok(signed),
    }
}

fn other_key(signature: ReceiptSignature, expected: &str) -> PaperFault {
    PaperFault::OtherKey { found: signature.key, expected: expected.to_owned() }
}

impl App {
    /// The proof of a PDF that this service signed, with a key that counted at that time.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub(super) fn own_proof(&self, file: &[u8]) -> Result<PaperProof, PaperFault> {
        let SignedProof { proof, signature } = read(file)?;
        match self.is_ours(&signature, proof.at) {
            true => Ok(proof),
            false => Err(other_key(signature, &self.signing_key())),
        }
    }
}

fn read(file: &[u8]) -> Result<SignedProof, PaperFault> {
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
    Ok(SignedProof { proof, signature })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use data_encoding::BASE64;
    use jiff::SignedDuration;
    use leye_store::{Algorithm, MasterKey, Options, Store};

    use super::*;
    use crate::signing::Ending;
    use crate::{Chance, Rules, rules};

    const PDF: &[u8] = b"%PDF-1.7\nsome paper\n%%EOF";

    /// A storage in a folder that goes with the test.
    struct Place(PathBuf, Store);

    impl Place {
        async fn new(name: &str) -> Place {
            let dir = std::env::temp_dir().join(format!("leye-proof-{}-{name}", std::process::id()));
            let master_key = MasterKey::from_bytes([7; 32]);
            let store = Store::open(Options { dir: dir.clone(), database: None, master_key }).await;
            Place(dir, store.expect("a storage"))
        }

        async fn app(&self) -> App {
            let rules = Rules::new(&rules::built_in()).expect("the pack");
            App::open(self.1.clone(), rules, Chance::from_seed(1)).await.expect("an application")
        }

        /// A paper, signed with the key in use, at an instant.
        fn paper(&self, at: Timestamp) -> Vec<u8> {
            let proof = PaperProof {
                kind: String::new(),
                form: 0,
                code: "0".repeat(24),
                paper: "acceptance-receipt".repeat(2),
                lang: "zh-Hant".to_owned(),
                agency: "230102001001".to_owned(),
                at,
                sha256: String::new(),
            };
            seal(PDF.to_vec(), proof, |text| self.1.sign(text))
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            // What is left behind lies in the folder for temporary files.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    async fn sealed(number: u32, algorithm: Algorithm, test: &str) -> (Vec<u8>, String) {
        let place = Place::new(&format!("{test}-{number}")).await;
        place.1.sign_with(number, algorithm);
        let file = place.paper("2026-11-05T04:00:00.123456Z".parse().expect("an instant"));
        (file, HEXLOWER.encode(&place.1.public_key(number, algorithm)))
    }

    /// The paper with one member of its signature replaced.
    fn with(file: &[u8], member: &str, value: &str) -> Vec<u8> {
        let at = file.windows(MARK.len()).rposition(|bytes| bytes == MARK).expect("a proof") + MARK.len();
        let mut document: Value = serde_json::from_slice(&file[at..]).expect("a document");
        document["signature"][member] = value.into();
        [&file[..at], document.to_string().as_bytes(), b"\n"].concat()
    }

    #[tokio::test]
    async fn a_proof_of_either_algorithm_holds_and_names_its_key() {
        for (number, algorithm) in [(1, Algorithm::Ed25519), (2, Algorithm::Sm2), (3, Algorithm::Ed25519)] {
            let (file, key) = sealed(number, algorithm, "either").await;
            assert!(file.len() - PDF.len() < LONGEST, "{} bytes", file.len() - PDF.len());
            let signed = verify(&file, Some(&key.to_uppercase())).expect("it is genuine");
            assert_eq!((signed.signature.algorithm.as_str(), signed.signature.key), (algorithm.name(), key));
            let other = verify(&file, Some("00")).expect_err("another key");
            assert!(matches!(other, PaperFault::OtherKey { .. }), "{other}");
        }
    }

    #[tokio::test]
    async fn every_changed_byte_of_paper_and_proof_is_found() {
        for (number, algorithm) in [(1, Algorithm::Ed25519), (2, Algorithm::Sm2)] {
            let (file, key) = sealed(number, algorithm, "byte").await;
            for at in 0..file.len() - 1 {
                let mut changed = file.clone();
                changed[at] ^= 1;
                assert!(verify(&changed, Some(&key)).is_err(), "{algorithm}: byte {at}");
            }
        }
    }

    #[tokio::test]
    async fn a_signature_of_one_algorithm_is_none_of_the_other() {
        let (first, first_key) = sealed(1, Algorithm::Ed25519, "other").await;
        let (later, later_key) = sealed(2, Algorithm::Sm2, "other").await;
        for (file, name, key) in [(&first, "SM2-SM3", &later_key), (&later, "Ed25519", &first_key)] {
            for presented in [
                with(file, "algorithm", name),
                with(&with(file, "algorithm", name), "key", key),
                with(file, "key", key),
                with(file, "value", &BASE64.encode(&[1; 64])),
                with(file, "algorithm", "none"),
            ] {
                assert_eq!(verify(&presented, None).expect_err("a forgery"), PaperFault::Signature);
            }
        }
    }

    #[tokio::test]
    async fn after_a_rotation_old_papers_are_still_ours_and_those_of_a_revoked_key_are_not() {
        let place = Place::new("rotated").await;
        let (app, other) = (place.app().await, place.app().await);
        let first = place.paper(app.now());
        app.rotate_signing_key("console", Algorithm::Sm2, Ending::Rotated).await.expect("a rotation");
        let second = place.paper(app.now());
        assert!(verify(&second, None).expect("genuine").signature.algorithm == "SM2-SM3");
        for file in [&first, &second] {
            app.own_proof(file).expect("ours");
        }
        // Another program on the same storage follows.
        assert!(matches!(other.own_proof(&second), Err(PaperFault::OtherKey { .. })));
        other.refresh().await.expect("a look at the storage");
        other.own_proof(&second).expect("ours");

        // Outside its period a key counts no more, although the signature holds.
        place.1.sign_with(1, Algorithm::Ed25519);
        let hour = SignedDuration::from_hours(1);
        let late = place.paper(app.now().saturating_add(hour).expect("an instant"));
        place.1.sign_with(2, Algorithm::Sm2);
        let early = place.paper(app.now().saturating_sub(hour).expect("an instant"));
        place.1.sign_with(3, Algorithm::Sm2);
        let unknown = place.paper(app.now());
        for file in [&late, &early, &unknown] {
            verify(file, None).expect("the signature holds");
            assert!(matches!(app.own_proof(file), Err(PaperFault::OtherKey { .. })));
        }

        app.rotate_signing_key("console", Algorithm::Ed25519, Ending::Revoked).await.expect("a rotation");
        assert!(app.own_proof(&second).is_err(), "the key is revoked");
        app.own_proof(&first).expect("ours");
        let keys = app.signing_keys();
        assert_eq!(keys.iter().map(|key| key.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(app.verify().await.expect("a look").fault, None);
        let again = place.app().await;
        assert_eq!((again.signing_keys(), again.signing_key()), (keys, app.signing_key()));
    }
}

//! Photos and scans: kept from the counter or sent by the person, looked at, sorted.

pub(crate) mod hand_in;
pub(crate) mod keep;
pub(crate) mod link;
pub(crate) mod read;
pub(crate) mod rows;

use std::fmt::Write as _;

use leye_app::AppError;
use leye_app::paper::ToKeep;
use leye_domain::paper::PaperRefusal;
use leye_intake::IntakeFault;

use crate::parts::FormFault;
use crate::upload::{MOST_FILES, Refused, Sent};
use crate::words::Words;

/// The most that one form may hold, in bytes. What lies between this and the most of a file is
/// read and dropped, so that the sender is told.
pub(crate) const MOST_SENT: usize = 1 << 30;

/// What may be chosen in a file dialog.
pub(crate) const ACCEPT: &str = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.heic,.heif";

/// The words of why a file was not kept; none for what is no fault of the file.
fn refused(words: Words, name: &str, error: &AppError) -> Option<FormFault> {
    let why = match error {
        AppError::Intake(fault) => told(words, fault),
        AppError::Paper(PaperRefusal::SameFile { scan }) => {
            words.with("scan-fault-same", &[("scan", scan.to_string())])
        }
        AppError::Paper(PaperRefusal::TooManyScans) => words.t("scan-fault-too-many"),
        _ => return None,
    };
    let text = words.with("scan-fault", &[("name", name.to_owned()), ("why", why)]);
    Some(FormFault { name: "file".to_owned(), text })
}

/// The words of a fault of what was handed in.
pub(crate) fn told(words: Words, fault: &IntakeFault) -> String {
    let args = fault.args();
    words.with(&format!("intake-fault-{}", fault.code()), &args)
}

/// The words of why a file was not read to its end.
pub(crate) fn unread(words: Words, sent: &Sent, why: Refused, most: usize) -> FormFault {
    let why = match why {
        Refused::TooLarge => told(words, &IntakeFault::TooLarge { limit: (most >> 20) as u64 }),
        Refused::TooMany => words.count("scan-fault-too-many-at-once", MOST_FILES as i64),
    };
    let text = words.with("scan-fault", &[("name", sent.name.clone()), ("why", why)]);
    FormFault { name: "file".to_owned(), text }
}

/// Keeps what was sent, one after another: how many were kept, and what is wrong with the others.
///
/// # Errors
/// What is no fault of a file.
async fn keep_each<F>(
    words: Words,
    files: Vec<Sent>,
    most: usize,
    keep: impl Fn(ToKeep) -> F,
) -> Result<(i64, Vec<FormFault>), AppError>
where
    F: Future<Output = Result<u32, AppError>>,
{
    let (mut kept, mut faults) = (0, Vec::new());
    if files.is_empty() {
        faults.push(FormFault { name: "file".to_owned(), text: words.t("scan-fault-none") });
    }
    for file in files {
        if let Some(why) = file.refused {
            faults.push(unread(words, &file, why, most));
            continue;
        }
        let name = file.name.clone();
        match keep(to_keep(file)).await {
            Ok(_) => kept += 1,
            Err(error) => match refused(words, &name, &error) {
                Some(fault) => faults.push(fault),
                None => return Err(error),
            },
        }
    }
    Ok((kept, faults))
}

fn to_keep(sent: Sent) -> ToKeep {
    ToKeep { name: sent.name, content: sent.content, ..ToKeep::default() }
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    let mut text = String::new();
    let tenths = bytes * 10 / (1 << 20);
    let _ = if tenths >= 10 {
        write!(text, "{}.{} MB", tenths / 10, tenths % 10)
    } else {
        write!(text, "{} KB", bytes.div_ceil(1 << 10))
    };
    text
}

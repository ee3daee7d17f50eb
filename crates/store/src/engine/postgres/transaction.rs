//! One transaction: everything is sent at once, checked, and only then made to last.

use std::time::Duration;

use tokio_postgres::Error;

use super::{
    link::{Link, Running, pipelined},
    locks,
    trouble::{Kind, failed, kind},
};
use crate::{
    engine::{Batch, Expect, Failed, Reach, Step},
    error::StoreError,
};

/// How many statements are on their way at one time.
const CHUNK: usize = 512;
/// How long the server may take to answer a chunk; it gives up by itself before.
const ANSWER: Duration = Duration::from_secs(75);
/// The same where everything is written anew.
const LONG_ANSWER: Duration = Duration::from_secs(3600);

/// Why a transaction did not come about. Nothing of it is stored.
pub(super) enum Trouble {
    /// One batch, by its place in the group, cannot be done.
    Batch(usize, Failed),
    /// The whole transaction was refused.
    All(StoreError),
    /// Somebody stood in the way: repeat.
    Again(StoreError),
    /// The connection is gone: connect and repeat.
    Lost(StoreError),
    /// The server will never let us in as things are.
    Shut(StoreError),
    /// The witness stands elsewhere than was remembered.
    Stale,
}

/// What became of the end of a transaction.
pub(super) enum End {
    Stored,
    /// Nothing is stored.
    Refused(StoreError),
    /// The connection died before the answer came.
    Unknown(StoreError),
}

/// Where an answer belongs.
enum Part<'a> {
    Begin,
    Of(usize, &'a Step),
    Witness,
}

/// Begins a transaction and fills it with batches and with what the witness notes.
pub(super) async fn fill(link: &mut Link, batches: &[&Batch], notes: &[Step]) -> Result<(), Trouble> {
    let reach = batches.first().map_or(&Reach::Everything, |batch| &batch.reach);
    let mut parts = vec![Part::Begin];
    for (at, batch) in batches.iter().enumerate() {
        parts.extend(batch.steps.iter().map(|step| Part::Of(at, step)));
    }
    parts.extend(notes.iter().map(|_| Part::Witness));
    let steps: Vec<&Step> = batches.iter().flat_map(|batch| &batch.steps).chain(notes).collect();
    link.prepare(&steps).await.map_err(|e| whole(&e))?;
    let begin = locks::begin(reach);
    let link = &*link;
    let mut running = std::iter::once(link.text(&begin)).chain(steps.iter().map(|step| link.step(step)));
    let limit = if *reach == Reach::Everything { LONG_ANSWER } else { ANSWER };
    for parts in parts.chunks(CHUNK) {
        let sent: Vec<Running<'_>> = running.by_ref().take(parts.len()).collect();
        let Ok(answers) = tokio::time::timeout(limit, pipelined(sent)).await else {
            return Err(Trouble::All(silent()));
        };
        parts.iter().zip(answers).try_for_each(|(part, answer)| judge(part, answer))?;
    }
    Ok(())
}

pub(super) fn silent() -> StoreError {
    StoreError::Server("the database does not answer; nothing was stored; repeat".into())
}

fn judge(part: &Part<'_>, answer: Result<u64, Error>) -> Result<(), Trouble> {
    match (part, answer) {
        (Part::Of(at, _), Err(error)) if kind(&error) == Kind::Duplicate => {
            Err(Trouble::Batch(*at, Failed::Duplicate))
        }
        (Part::Of(at, _), Err(error)) if kind(&error) == Kind::Invalid => {
            let said =
                error.as_db_error().map_or_else(|| error.to_string(), |said| said.message().to_owned());
            Err(Trouble::Batch(*at, StoreError::Invalid(said).into()))
        }
        (_, Err(error)) => Err(whole(&error)),
        (Part::Begin, Ok(_)) => Ok(()),
        (Part::Witness, Ok(changed)) => {
            if changed == 1 {
                Ok(())
            } else {
                Err(Trouble::Stale)
            }
        }
        (Part::Of(at, step), Ok(count)) => match step.expect {
            Expect::Changed(guard) if count != 1 => Err(Trouble::Batch(*at, Failed::Guard(guard))),
            Expect::Found(guard) if count == 0 => Err(Trouble::Batch(*at, Failed::Guard(guard))),
            _ => Ok(()),
        },
    }
}

fn whole(error: &Error) -> Trouble {
    match kind(error) {
        Kind::Lost => Trouble::Lost(failed(error)),
        Kind::Again => Trouble::Again(failed(error)),
        _ => Trouble::All(failed(error)),
    }
}

/// Makes a transaction last.
pub(super) async fn commit(link: &Link) -> End {
    match tokio::time::timeout(ANSWER, link.client.batch_execute("COMMIT")).await {
        Ok(Ok(())) => End::Stored,
        Ok(Err(error)) if kind(&error) == Kind::Lost => End::Unknown(failed(&error)),
        Ok(Err(error)) => End::Refused(failed(&error)),
        Err(_) => End::Unknown(StoreError::Server("the database does not answer".into())),
    }
}

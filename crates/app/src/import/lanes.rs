//! Rows side by side: on every core that there is, with the answers in the order of the file.

use std::future::Future;
use std::pin::pin;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use futures_util::{StreamExt, stream};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::error::AppError;

/// Rows that are asked about or written at once: they share a transaction on disk.
const AT_ONCE: usize = 64;
/// The most threads: beyond these the storage is what everybody waits for.
const MOST: usize = 8;

/// Does the work of each item and takes the answers, in the order of the items.
///
/// # Errors
/// The first answer that is not taken; work under way by then is given up.
pub(crate) async fn in_order<I, T, F>(
    items: &[I],
    work: impl Fn(I) -> F + Sync,
    mut take: impl FnMut(T) -> Result<(), AppError>,
) -> Result<(), AppError>
where
    I: Copy + Sync,
    T: Send,
    F: Future<Output = T>,
{
    let Some((lanes, runtime)) = lanes() else {
        let mut answers = pin!(stream::iter(items.iter().copied()).map(work).buffered(AT_ONCE));
        while let Some(answer) = answers.next().await {
            take(answer)?;
        }
        return Ok(());
    };
    thread::scope(|threads| {
        let begin = |lane: usize| -> Receiver<T> {
            let (told, answers) = sync_channel(AT_ONCE);
            let (work, runtime) = (&work, &runtime);
            threads.spawn(move || {
                let own = items.iter().copied().skip(lane).step_by(lanes);
                runtime.block_on(async {
                    let mut done = pin!(stream::iter(own).map(work).buffered(AT_ONCE / lanes));
                    while let Some(answer) = done.next().await {
                        if told.send(answer).is_err() {
                            break;
                        }
                    }
                });
            });
            answers
        };
        let answers: Vec<Receiver<T>> = (0..lanes).map(begin).collect();
        for at in 0..items.len() {
            // A lane that ends early has panicked, which the scope passes on.
            let Ok(answer) = answers[at % lanes].recv() else { break };
            take(answer)?;
        }
        Ok(())
    })
}

/// How many threads, and the runtime that they wait on; none where waiting on a thread would
/// stop the runtime itself.
fn lanes() -> Option<(usize, Handle)> {
    let runtime = Handle::try_current().ok()?;
    let many = runtime.runtime_flavor() == RuntimeFlavor::MultiThread;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    many.then(|| (cores.min(MOST), runtime))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn squares_are_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        let mut got = Vec::new();
        let square = |n: usize| async move {
            for _ in 0..n % 7 {
                tokio::task::yield_now().await;
            }
            n * n
        };
        let take = |n| {
            got.push(n);
            Ok(())
        };
        in_order(&items, square, take).await.expect("all are taken");
        assert_eq!(got, items.iter().map(|n| n * n).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn answers_come_in_order_on_one_thread() {
        assert!(lanes().is_none());
        squares_are_in_order().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn answers_come_in_order_on_many() {
        assert!(lanes().is_some());
        squares_are_in_order().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_first_answer_not_taken_ends_it() {
        let items: Vec<usize> = (0..10_000).collect();
        let mut taken = 0;
        let take = |at| {
            taken += 1;
            if at == 5 { Err(AppError::NotFound) } else { Ok(()) }
        };
        let ended = in_order(&items, |at| async move { at }, take).await;
        assert!(matches!(ended, Err(AppError::NotFound)));
        assert_eq!(taken, 6);
    }
}

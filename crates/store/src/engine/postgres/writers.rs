//! Tasks that write, each with a connection of its own. A county always goes to the same
//! one. Batches of one county that wait while the server is busy share the next
//! transaction.

use std::{collections::VecDeque, path::Path, sync::Arc};

use tokio::sync::{mpsc, oneshot};

use super::{
    desk::{Desk, Outcome},
    link::Server,
    locks,
};
use crate::{
    engine::{Applied, Batch, Failed, Reach},
    error::StoreError,
    keys::Keys,
    witness::Witnesses,
};

/// How many tasks write.
const WRITERS: usize = 4;
/// How many batches share a transaction at most, so that nobody waits long.
const GROUP: usize = 256;
/// How many batches of a group may fail before each of the others goes alone.
const FAILING: usize = 4;

struct Job {
    batch: Batch,
    answer: oneshot::Sender<Result<Applied, Failed>>,
}

impl Job {
    fn tell(self, result: Result<Applied, Failed>) {
        // Whoever asked may have gone; the commit stands all the same.
        let _ = self.answer.send(result);
    }
}

pub(super) struct Writers {
    queues: Vec<mpsc::UnboundedSender<Job>>,
}

impl Writers {
    pub(super) fn start(server: &Arc<Server>, dir: &Path, node: &str, keys: &Arc<Keys>) -> Writers {
        let start = |_| {
            let (queue, jobs) = mpsc::unbounded_channel();
            let desk = Desk::new(server.clone(), Witnesses::new(dir, node, keys.clone()));
            tokio::spawn(serve(desk, jobs));
            queue
        };
        Writers { queues: (0..WRITERS).map(start).collect() }
    }

    pub(super) async fn apply(&self, batch: Batch) -> Result<Applied, Failed> {
        let place = match &batch.reach {
            Reach::County(county) => locks::key(county).unsigned_abs() as usize % WRITERS,
            Reach::Reference => 1,
            Reach::Everything => 0,
        };
        let (answer, told) = oneshot::channel();
        let closed = || Failed::Store(StoreError::Closed);
        let queue = self.queues.get(place).ok_or_else(closed)?;
        queue.send(Job { batch, answer }).map_err(|_| closed())?;
        told.await.map_err(|_| closed())?
    }
}

async fn serve(mut desk: Desk, mut jobs: mpsc::UnboundedReceiver<Job>) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            match jobs.recv().await {
                Some(job) => waiting.push_back(job),
                None => break,
            }
        }
        while let Ok(job) = jobs.try_recv() {
            waiting.push_back(job);
        }
        let group = next_group(&mut waiting);
        crate::observe::group(group.len());
        if let Err(error) = settle(&mut desk, group).await {
            // The server is away: whoever waits is told now and not one after the other.
            while let Ok(job) = jobs.try_recv() {
                waiting.push_back(job);
            }
            waiting.drain(..).for_each(|job| job.tell(Err(Failed::Store(error.clone()))));
        }
    }
    desk.close();
}

/// The first batch that waits, and those after it which reach no further than it.
fn next_group(waiting: &mut VecDeque<Job>) -> Vec<Job> {
    let Some(first) = waiting.pop_front() else { return Vec::new() };
    if first.batch.reach == Reach::Everything {
        return vec![first];
    }
    let mut group = vec![first];
    let mut rest = VecDeque::with_capacity(waiting.len());
    for job in waiting.drain(..) {
        if group.len() < GROUP && job.batch.reach == group[0].batch.reach {
            group.push(job);
        } else {
            rest.push_back(job);
        }
    }
    *waiting = rest;
    group
}

/// Does a group and answers everybody in it. A batch that fails is taken out, so that it
/// undoes only itself, and goes alone afterwards: its failure may have come from another
/// batch of the group. An error means that the server is away.
async fn settle(desk: &mut Desk, mut group: Vec<Job>) -> Result<(), StoreError> {
    let mut alone = VecDeque::new();
    loop {
        if group.is_empty() {
            match alone.pop_front() {
                Some(job) => group.push(job),
                None => return Ok(()),
            }
        }
        let batches: Vec<&Batch> = group.iter().map(|job: &Job| &job.batch).collect();
        match desk.done(&batches).await {
            Outcome::Done(applied) => group.drain(..).for_each(|job| job.tell(Ok(applied))),
            Outcome::Failed(at, failed) if group.len() > 1 => {
                tracing::debug!(?failed, "a batch is taken out of its group");
                alone.push_back(group.remove(at));
                if alone.len() >= FAILING {
                    alone.extend(group.drain(..));
                }
            }
            Outcome::Failed(_, failed) => group.drain(..).for_each(|job| job.tell(Err(failed.clone()))),
            Outcome::Refused(error) => {
                group.drain(..).for_each(|job| job.tell(Err(Failed::Store(error.clone()))));
            }
            Outcome::Away(error) => {
                let everybody = group.drain(..).chain(alone.drain(..));
                everybody.for_each(|job| job.tell(Err(Failed::Store(error.clone()))));
                return Err(error);
            }
        }
    }
}

//! Threads that read, each with its own connection.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::connection::{self, failed, query};
use crate::{engine::Query, error::StoreError, value::Row};

pub(super) struct Request {
    pub queries: Vec<Query>,
    pub answer: oneshot::Sender<Result<Vec<Vec<Row>>, StoreError>>,
}

pub(super) struct Readers {
    queue: Option<mpsc::Sender<Request>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    pub(super) fn start(path: &Path) -> Result<Readers, StoreError> {
        let (queue, requests) = mpsc::channel();
        let requests = Arc::new(Mutex::new(requests));
        let count = thread::available_parallelism().map_or(2, |n| n.get()).clamp(2, 8);
        let threads = (0..count)
            .map(|number| {
                let connection = connection::open_reader(path)?;
                let requests = requests.clone();
                thread::Builder::new()
                    .name(format!("store-read-{number}"))
                    .spawn(move || serve(&connection, &requests))
                    .map_err(|e| StoreError::io(path, &e))
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        Ok(Readers { queue: Some(queue), threads })
    }

    pub(super) fn submit(&self, request: Request) -> Result<(), StoreError> {
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(request).map_err(|_| StoreError::Closed)
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        drop(self.queue.take());
        for thread in self.threads.drain(..) {
            // A thread that panicked has nothing left to close.
            let _ = thread.join();
        }
    }
}

fn serve(connection: &Connection, requests: &Mutex<mpsc::Receiver<Request>>) {
    loop {
        // The lock is held while waiting: the others wait for it instead, which is the same.
        let next = requests.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(request) = next else { return };
        let answer = answer(connection, &request.queries);
        // Whoever asked may have gone.
        let _ = request.answer.send(answer);
    }
}

fn answer(connection: &Connection, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
    let each = || queries.iter().map(|one| query(connection, one.sql, &one.params)).collect();
    if queries.len() < 2 {
        return each();
    }
    let view = connection.unchecked_transaction().map_err(|e| failed(&e))?;
    let answers = each();
    view.finish().map_err(|e| failed(&e))?;
    answers
}

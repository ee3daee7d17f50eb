//! What a server says when something goes wrong, and what it means.

use tokio_postgres::{Error, error::SqlState};

use super::Database;
use crate::error::StoreError;

/// What a refusal by the server means for a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A key exists already.
    Duplicate,
    /// A value that no row may have.
    Invalid,
    /// An earlier statement of the transaction had failed.
    Follows,
    /// Two transactions stood in each other's way: repeat.
    Again,
    /// The connection is gone, or the server is going.
    Lost,
    /// Anything else; it concerns the whole transaction.
    Other,
}

pub(super) fn kind(error: &Error) -> Kind {
    let Some(state) = error.code() else {
        return if error.is_closed() || is_io(error) { Kind::Lost } else { Kind::Other };
    };
    if *state == SqlState::UNIQUE_VIOLATION {
        return Kind::Duplicate;
    }
    if *state == SqlState::IN_FAILED_SQL_TRANSACTION {
        return Kind::Follows;
    }
    if *state == SqlState::T_R_SERIALIZATION_FAILURE || *state == SqlState::T_R_DEADLOCK_DETECTED {
        return Kind::Again;
    }
    match &state.code()[..2] {
        "22" | "23" => Kind::Invalid,
        "08" => Kind::Lost,
        // Shut down, crashed, starting; but not the cancelled query (57014).
        "57" if *state != SqlState::QUERY_CANCELED => Kind::Lost,
        // The session was ended for waiting too long within a transaction.
        "25" if *state == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Kind::Lost,
        _ => Kind::Other,
    }
}

/// A failure on the way to the server or back, which no answer tells.
fn is_io(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.is::<std::io::Error>() {
            return true;
        }
        cause = inner.source();
    }
    false
}

/// The error to tell. Values of rows, which a server names in its details, are left out.
pub(super) fn failed(error: &Error) -> StoreError {
    let Some(said) = error.as_db_error() else {
        return StoreError::Server(format!("the connection to the database failed: {}", causes(error)));
    };
    let state = said.code();
    let hint = if *state == SqlState::DISK_FULL {
        " (the server's disk is full: make room; nothing was lost)"
    } else if *state == SqlState::LOCK_NOT_AVAILABLE {
        " (another process held the same county for too long: repeat)"
    } else if *state == SqlState::QUERY_CANCELED {
        " (it took too long: repeat, or look at what the server is busy with)"
    } else if *state == SqlState::INSUFFICIENT_PRIVILEGE {
        " (give the user of the address this right, or make it the owner of the database)"
    } else if *state == SqlState::READ_ONLY_SQL_TRANSACTION {
        " (this server only reads: name the primary server)"
    } else {
        ""
    };
    StoreError::Database(format!("{} [{}]{hint}", said.message(), state.code()))
}

/// Why no connection came about, and what to do.
pub(super) fn unreachable(database: &Database, error: &Error) -> StoreError {
    let Some(said) = error.as_db_error() else {
        return StoreError::Server(format!(
            "no connection to {database}: {}; is the server running, and is the address right?",
            causes(error)
        ));
    };
    let state = said.code();
    let remedy =
        if *state == SqlState::INVALID_PASSWORD || *state == SqlState::INVALID_AUTHORIZATION_SPECIFICATION {
            "check user and password in the address, and pg_hba.conf on the server"
        } else if *state == SqlState::INVALID_CATALOG_NAME {
            "make it on the server: createdb --encoding=UTF8 --template=template0 NAME"
        } else if *state == SqlState::TOO_MANY_CONNECTIONS {
            "raise max_connections on the server, or end other programs"
        } else {
            "wait until it takes connections, and repeat"
        };
    StoreError::Server(format!("{database} refused: {} [{}]; {remedy}", said.message(), state.code()))
}

/// True if it is of no use to try again in a moment.
pub(super) fn is_lasting(error: &Error) -> bool {
    error.code().is_some_and(|state| matches!(&state.code()[..2], "28" | "3D"))
}

fn causes(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    text
}

//! The recorded life, played again for other people.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::types::Value;

use super::capture::{Op, OpKind, Table, Tape};

/// Whose rows were recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The rows.
    pub tape: Tape,
    /// The station where it happened.
    pub station: String,
    /// Id of the case.
    pub case: String,
    /// Id of the person.
    pub person: String,
}

/// Chance of its own for each client.
pub fn chance_of(client: usize) -> ChaCha8Rng {
    let seed = leye_app::TimeSource::system().as_microsecond().unsigned_abs() + client as u64;
    ChaCha8Rng::seed_from_u64(seed)
}

/// The number of a client's first case: those that follow meet nobody else's.
pub fn first_case(client: usize, rng: &mut ChaCha8Rng) -> u64 {
    client as u64 * 1_000_000 + rng.next_u64() % 900_000
}

/// The same life of somebody else.
pub struct Other<'a> {
    life: &'a Recorded,
    station: &'a str,
    /// Id of the case.
    pub case: String,
    person: String,
}

impl<'a> Other<'a> {
    /// Somebody else with a case of their own, at a station.
    pub fn new(life: &'a Recorded, station: &'a str, case: u64, rng: &mut ChaCha8Rng) -> Other<'a> {
        let county = &station[..6];
        Other {
            life,
            station,
            case: format!("{county}-2027-{case:08}"),
            person: format!("{county}-P-{:010}", rng.next_u64() % 10_000_000_000),
        }
    }

    /// The row of theirs.
    pub fn op(&self, op: &Op, tape: &Tape, rng: &mut ChaCha8Rng) -> Op {
        let table = &tape.tables[op.table];
        let key = &table.key;
        let column = |at: usize| match op.kind {
            OpKind::Delete => table.columns[key[at]].as_str(),
            _ => table.columns[at].as_str(),
        };
        let values = op.values.iter().enumerate().map(|(at, value)| match value {
            Value::Text(text) => Value::Text(self.text(&table.name, column(at), text, rng)),
            other => other.clone(),
        });
        Op { table: op.table, kind: op.kind, values: values.collect() }
    }

    fn text(&self, table: &str, column: &str, text: &str, rng: &mut ChaCha8Rng) -> String {
        match (table, column) {
            // What is drawn at random must differ, at the same length.
            ("people", "id_hash" | "phone_hash") | ("person_tokens", "token") => noise(text.len(), rng),
            ("audit", "id") => {
                let kept = text.rfind('-').map_or(0, |at| at + 1);
                format!("{}{}", &text[..kept], noise(text.len() - kept, rng))
            }
            (_, "county") => self.station[..6].to_owned(),
            (_, "prev_hash" | "hash" | "mac" | "at" | "kind" | "pack") => text.to_owned(),
            _ => self.moved(text),
        }
    }

    fn moved(&self, text: &str) -> String {
        let old = &self.life.station;
        text.replace(&self.life.case, &self.case)
            .replace(&self.life.person, &self.person)
            .replace(old.as_str(), self.station)
            .replace(&format!("{}000", &old[..9]), &format!("{}000", &self.station[..9]))
            .replace(&format!("{}000000", &old[..6]), &format!("{}000000", &self.station[..6]))
    }
}

fn noise(length: usize, rng: &mut ChaCha8Rng) -> String {
    const SIGNS: &[u8] = b"0123456789abcdefghijklmnopqrstuv";
    (0..length).map(|_| char::from(SIGNS[rng.next_u64() as usize % SIGNS.len()])).collect()
}

/// The statements of a table, in the order of [`OpKind`]; `mark` is what
/// stands before the number of a parameter.
pub fn texts(table: &Table, mark: char) -> [String; 3] {
    let numbered = |at: usize| format!("{} = {mark}{}", table.columns[at], at + 1);
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let set: Vec<String> = all.iter().filter(|at| !table.key.contains(at)).map(|&at| numbered(at)).collect();
    let find: Vec<String> = table.key.iter().map(|&at| numbered(at)).collect();
    let marks: Vec<String> = all.iter().map(|at| format!("{mark}{}", at + 1)).collect();
    let gone: Vec<String> =
        table.key.iter().zip(1..).map(|(&at, nth)| format!("{} = {mark}{nth}", table.columns[at])).collect();
    let update = match set.is_empty() {
        // All of it is key: such a row is never changed.
        true => "SELECT 1".to_owned(),
        false => format!("UPDATE {} SET {} WHERE {}", table.name, set.join(", "), find.join(" AND ")),
    };
    [
        format!("INSERT INTO {} VALUES ({})", table.name, marks.join(", ")),
        update,
        format!("DELETE FROM {} WHERE {}", table.name, gone.join(" AND ")),
    ]
}

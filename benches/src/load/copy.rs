//! A copy of a life: other ids, another person, other agencies and staff; the same facts
//! at the same hours. What is personal stays wrapped, so that the store seals it under a
//! key of the copy's own.

use std::collections::HashMap;

use leye_store::{
    ApplicationRow, AuditEntry, Commit, DutyChange, DutyRow, NewEvent, OutboxEntry, PersonRow, Put, Store,
    Stream,
};
use serde_json::Value;

use super::template::{CaseLife, Life};

/// Who the copy is.
pub struct Fresh {
    /// County code.
    pub county: String,
    /// Id of the file.
    pub person: String,
    /// Ids of the cases, in the order of the life's.
    pub cases: Vec<String>,
    /// Code of the station.
    pub station: String,
    /// Identity number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// The words of a life that a copy has otherwise.
pub struct Swap<'a> {
    fresh: &'a Fresh,
    words: HashMap<&'a str, String>,
}

impl<'a> Swap<'a> {
    /// What changes between a life and its copy. `user` renames a member of staff for the
    /// agency where they work in the copy.
    pub fn new(store: &Store, life: &'a Life, fresh: &'a Fresh, users: &'a super::staff::Staff) -> Swap<'a> {
        let mut words: HashMap<&str, String> = HashMap::with_capacity(32);
        words.insert(&life.person.id, fresh.person.clone());
        words.insert(&life.person.county, fresh.county.clone());
        words.insert(&life.number, fresh.number.clone());
        words.insert(&life.name, fresh.name.clone());
        if !life.phone.is_empty() {
            words.insert(&life.phone, fresh.phone.clone());
        }
        if let Some(hash) = &life.person.id_hash {
            words.insert(hash, store.keyed_hash("identity", &fresh.number));
        }
        if let Some(hash) = &life.person.phone_hash {
            words.insert(hash, store.keyed_hash("phone", &fresh.phone));
        }
        for (case, id) in life.cases.iter().zip(&fresh.cases) {
            words.insert(&case.row.id, id.clone());
            words.insert(&case.row.station, fresh.station.clone());
            words.insert(&case.row.office, format!("{}000", &fresh.station[..9]));
            words.insert(&case.row.bureau, format!("{}000000", &fresh.station[..6]));
        }
        for (name, job) in users.at(&life.person.station) {
            words.insert(name, job.name_at(&fresh.station));
        }
        Swap { fresh, words }
    }

    /// Everything to commit for the copy: the file first, then its cases.
    pub fn commits(&self, store: &Store, life: &Life) -> Vec<Commit> {
        let mut commits = Vec::with_capacity(1 + life.cases.len());
        let file = Put::Person(self.person(&life.person));
        let tokens =
            Put::Tokens { person: self.fresh.person.clone(), tokens: tokens(store, &self.fresh.name) };
        commits.push(Commit {
            new_person: true,
            rows: vec![file, tokens],
            ..self.begun(&life.person.id, &life.events)
        });
        commits.extend(life.cases.iter().map(|case| self.case(case)));
        commits
    }

    fn begun(&self, stream: &str, events: &[NewEvent]) -> Commit {
        Commit {
            stream: Stream { county: self.fresh.county.clone(), id: self.text(stream) },
            expected_version: 0,
            person: Some(self.fresh.person.clone()),
            new_person: false,
            events: events.iter().map(|event| self.event(event)).collect(),
            rows: Vec::new(),
            duties: DutyChange::default(),
            outbox: Vec::new(),
            audit: Vec::new(),
            idempotency: None,
        }
    }

    fn case(&self, case: &CaseLife) -> Commit {
        Commit {
            rows: vec![Put::Application(self.application(&case.row))],
            duties: DutyChange {
                close: Vec::new(),
                open: case.duties.iter().map(|duty| self.duty(duty)).collect(),
            },
            outbox: case.outbox.iter().map(|letter| self.letter(letter)).collect(),
            audit: case.audit.iter().map(|entry| self.audit(entry)).collect(),
            ..self.begun(&case.row.id, &case.events)
        }
    }

    fn event(&self, event: &NewEvent) -> NewEvent {
        NewEvent {
            at: event.at,
            kind: event.kind.clone(),
            actor: self.text(&event.actor),
            schema: event.schema,
            pack: event.pack.clone(),
            body: self.json(&event.body),
        }
    }

    fn person(&self, row: &PersonRow) -> PersonRow {
        PersonRow {
            county: self.fresh.county.clone(),
            id: self.fresh.person.clone(),
            id_hash: self.maybe(row.id_hash.as_deref()),
            phone_hash: self.maybe(row.phone_hash.as_deref()),
            station: self.text(&row.station),
            body: self.json(&row.body),
            version: row.version,
            erased: row.erased,
        }
    }

    fn application(&self, row: &ApplicationRow) -> ApplicationRow {
        let mut body = self.json(&row.body);
        let mut worked = Vec::with_capacity(row.worked.len());
        // The sets of a case are kept in order, and names may have changed places.
        sort(body.pointer_mut("/household"));
        for level in ["station", "office", "bureau"] {
            let set = body.pointer_mut(&format!("/worked/{level}"));
            worked.extend(sort(set));
        }
        ApplicationRow {
            county: self.fresh.county.clone(),
            id: self.text(&row.id),
            person: self.fresh.person.clone(),
            station: self.text(&row.station),
            office: self.text(&row.office),
            bureau: self.text(&row.bureau),
            at_agency: self.text(&row.at_agency),
            holder: self.maybe(row.holder.as_deref()),
            worked,
            state: row.state.clone(),
            body,
            ..*row
        }
    }

    fn duty(&self, row: &DutyRow) -> DutyRow {
        DutyRow {
            county: self.fresh.county.clone(),
            id: self.path(&row.id),
            kind: row.kind.clone(),
            subject: self.text(&row.subject),
            holder: self.maybe(row.holder.as_deref()),
            agency: self.text(&row.agency),
            station: self.text(&row.station),
            office: self.text(&row.office),
            bureau: self.text(&row.bureau),
            step: row.step.clone(),
            article: row.article.clone(),
            person: self.text(&row.person),
            ..*row
        }
    }

    fn letter(&self, entry: &OutboxEntry) -> OutboxEntry {
        OutboxEntry {
            id: self.path(&entry.id),
            kind: entry.kind.clone(),
            subject: self.text(&entry.subject),
            body: self.json(&entry.body),
            ..*entry
        }
    }

    fn audit(&self, entry: &AuditEntry) -> AuditEntry {
        AuditEntry {
            at: entry.at,
            actor: self.text(&entry.actor),
            agency: self.maybe(entry.agency.as_deref()),
            action: entry.action.clone(),
            subject: self.text(&entry.subject),
            person: self.maybe(entry.person.as_deref()),
            reason: entry.reason.clone(),
        }
    }

    fn text(&self, text: &str) -> String {
        self.words.get(text).cloned().unwrap_or_else(|| text.to_owned())
    }

    fn maybe(&self, text: Option<&str>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    /// An id that begins with another: `CASE/STATE`.
    fn path(&self, id: &str) -> String {
        match id.split_once('/') {
            Some((first, rest)) => format!("{}/{rest}", self.text(first)),
            None => self.text(id),
        }
    }

    /// A level is called like somebody of the demo, who signs in as `office`.
    fn member(&self, key: &str, value: &Value) -> Value {
        if key == "level" { value.clone() } else { self.json(value) }
    }

    fn json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => Value::Array(items.iter().map(|item| self.json(item)).collect()),
            Value::Object(members) => Value::Object(
                members.iter().map(|(key, member)| (key.clone(), self.member(key, member))).collect(),
            ),
            other => other.clone(),
        }
    }
}

/// Puts a set of texts in order; gives them.
fn sort(set: Option<&mut Value>) -> Vec<String> {
    let Some(Value::Array(items)) = set else { return Vec::new() };
    items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The keyed hashes by which a name is found; `leye verify` holds them against the app's.
fn tokens(store: &Store, name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let pairs = letters.windows(2).map(|pair| pair.iter().collect::<String>());
    let all = std::iter::once(name.to_owned()).chain(pairs);
    let mut tokens: Vec<String> = all.map(|token| store.keyed_hash("name", &token)).collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

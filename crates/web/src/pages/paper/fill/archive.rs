//! The cover and the list of contents of a person's file, for the archive (一人一檔).

use leye_domain::applicant::Details;
use leye_domain::case::Event;
use leye_domain::paper::{Issued, Scan};
use serde_json::{Value, json};

use super::Filler;
use crate::pages::application::reason::condition_title;
use crate::pages::scan::rows::title as scan_title;

impl Filler<'_> {
    pub(super) fn cover(&self, person: &Details) -> Option<Value> {
        let case = &self.file.case;
        let category = self.find(|event| match event {
            Event::Confirmed { category, .. } => category.get(),
            _ => None,
        });
        let closed = self.file.timeline.last().filter(|_| case.open().is_none());
        Some(json!({
            "agency": self.title(&case.station),
            "file_number": case.person,
            "name": person.name,
            "id_number": person.number,
            "case_number": case.id,
            "category": category.map(|(_, code)| condition_title(self.app, self.words, code)),
            "opened_on": case.submitted_on,
            "closed_on": closed.map(|line| self.day(line.at)),
        }))
    }

    /// Everything that was issued or handed in and counts, the oldest first.
    pub(super) fn contents(&self, person: &Details) -> Option<Value> {
        let counts = |paper: &Issued| paper.withdrawn.is_none() && !paper.facts.form.starts_with("archive-");
        let issued = self.papers.issued.iter().filter(|(_, paper)| counts(paper));
        let issued = issued.map(|(code, paper): (&String, &Issued)| {
            let row = json!({
                "document": self.words.t(&format!("form-{}-title", paper.facts.form)),
                // With blanks it breaks into lines, and is read as well.
                "document_number": leye_app::paper::grouped(code).replace('-', " "),
                "organ": self.title(&paper.facts.agency),
                "dated": self.day(paper.at),
            });
            (paper.at, row)
        });
        let scans = self.papers.kept().map(|(number, scan): (u32, &Scan)| {
            let row = json!({ "document": scan_title(self.words, number, scan), "dated": self.day(scan.at) });
            (scan.at, row)
        });
        let mut documents: Vec<_> = issued.chain(scans).collect();
        if documents.is_empty() {
            return None;
        }
        documents.sort_by_key(|(at, _)| *at);
        Some(json!({
            "agency": self.title(&self.file.case.station),
            "file_number": self.file.case.person,
            "name": person.name,
            "documents": documents.into_iter().map(|(_, row)| row).collect::<Vec<_>>(),
        }))
    }
}

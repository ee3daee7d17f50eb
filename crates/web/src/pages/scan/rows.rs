//! What is there and what is missing, as rows.

use leye_app::App;
use leye_app::paper::{CheckedProof, Checklist};
use leye_domain::paper::{Papers, Scan, Source};

use super::size;
use crate::words::Words;

/// A proof that a case needs.
pub(crate) struct ProofRow {
    pub title: String,
    /// The word of its tag, and its colour.
    pub state: String,
    pub colour: &'static str,
    /// The photos and scans that show it.
    pub scans: Vec<(String, String)>,
    /// Where it is added, while it may be.
    pub add: String,
}

/// A photo or scan.
pub(crate) struct ScanRow {
    pub href: String,
    pub title: String,
    pub sub: String,
    pub proves: String,
    pub by: String,
    pub at: String,
    pub aside: bool,
    pub picture: Option<String>,
}

/// Every proof, what is missing first.
pub(crate) fn proofs(words: Words, papers: &Papers, list: &Checklist) -> Vec<ProofRow> {
    let case = &papers.case;
    let row = |one: &CheckedProof| {
        let (word, colour) = match (one.scans.is_empty(), one.optional) {
            (false, _) => ("scan-proof-there", "well"),
            (true, true) => ("scan-proof-optional", "plain"),
            (true, false) => ("scan-proof-missing", "soon"),
        };
        let key = one.proofs.first().map(|proof| proof.key.as_str()).unwrap_or_default();
        let link = |number: &u32| {
            let label = words.with("scan-number", &[("number", number.to_string())]);
            (format!("/applications/{case}/scans/{number}"), label)
        };
        ProofRow {
            title: titles(words, one),
            state: words.t(word),
            colour,
            scans: one.scans.iter().map(link).collect(),
            add: format!("/applications/{case}/papers?proof={key}#keep"),
        }
    };
    let mut rows: Vec<(u8, ProofRow)> = list
        .0
        .iter()
        .map(|one| {
            (
                if !one.scans.is_empty() {
                    1
                } else if one.optional {
                    2
                } else {
                    0
                },
                row(one),
            )
        })
        .collect();
    rows.sort_by_key(|(order, _)| *order);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What a proof is called; several where one of them is enough.
pub(crate) fn titles(words: Words, one: &CheckedProof) -> String {
    let names: Vec<&str> = one.proofs.iter().map(|proof| words.of_pack(&proof.titles)).collect();
    names.join(words.t("scan-or").as_str())
}

/// Keys and titles of the proofs that a photo may be.
pub(crate) fn choices(words: Words, list: &Checklist) -> Vec<(String, String)> {
    let all = list.0.iter().flat_map(|one| &one.proofs);
    let mut choices: Vec<(String, String)> = Vec::new();
    for proof in all {
        if !choices.iter().any(|(key, _)| *key == proof.key) {
            choices.push((proof.key.clone(), words.of_pack(&proof.titles).to_owned()));
        }
    }
    choices
}

/// The newest first.
pub(crate) fn scans(app: &App, words: Words, papers: &Papers, named: &[(String, String)]) -> Vec<ScanRow> {
    let row = |(number, scan): (&u32, &Scan)| {
        let href = format!("/applications/{}/scans/{number}", papers.case);
        let proves = scan.facts.proves.get().into_iter().flatten();
        let titles: Vec<&str> =
            proves.filter_map(|key| named.iter().find(|(k, _)| k == key).map(|(_, t)| t.as_str())).collect();
        let kind = words.t(&format!("scan-media-{}", kind(&scan.facts.media)));
        ScanRow {
            title: title(words, *number, scan),
            sub: format!("{kind} · {}", size(scan.facts.bytes)),
            proves: if titles.is_empty() {
                words.t("scan-unsorted")
            } else {
                titles.join(&words.t("list-comma"))
            },
            by: match scan.facts.source {
                Source::Resident => words.t("scan-by-resident"),
                Source::Counter => app.staff_name(&scan.by),
            },
            at: words.moment(app.rules().zone().to_datetime(scan.at)),
            aside: scan.set_aside.is_some(),
            picture: (scan.facts.media != "application/pdf").then(|| format!("{href}/file")),
            href,
        }
    };
    papers.scans.iter().rev().map(row).collect()
}

/// What somebody called it, with its number.
pub(crate) fn title(words: Words, number: u32, scan: &Scan) -> String {
    let number = words.with("scan-number", &[("number", number.to_string())]);
    let title = scan.facts.title.get().map(|title| title.trim()).unwrap_or_default();
    if title.is_empty() { number } else { format!("{title} ({number})") }
}

/// The short word of a media type.
fn kind(media: &str) -> &str {
    media.rsplit('/').next().unwrap_or_default()
}

//! The articles of the pack: which there are, and what each is called.

use leye_pack::Pack;

use crate::words::Words;

/// What an address below `/rules` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    General,
    Category,
    Steps,
    Extension,
    Refusal,
    Retirement,
    Calendar,
    Facts,
}

/// One article, as the index shows it.
pub(super) struct Entry {
    /// The last part of its address.
    pub code: String,
    pub kind: Kind,
    pub title: String,
    pub about: String,
    /// All that a search looks at, in small letters.
    text: String,
}

/// Every article, in the order of the rules.
pub(super) fn all(words: Words, pack: &Pack) -> Vec<Entry> {
    let title = |titles: &leye_pack::Words| words.of_pack(titles).to_owned();
    let mut entries = vec![entry(
        pack.general.article.article.clone(),
        Kind::General,
        title(&pack.general.article.titles),
        words.t("rules-about-general"),
        pack.general.conditions.iter().map(|one| format!("{} {}", title(&one.titles), one.predicate.text)),
    )];
    entries.extend(pack.categories.iter().map(|category| {
        let rules =
            category.conditions.iter().map(|one| format!("{} {}", title(&one.titles), one.predicate.text));
        let proofs = category.proofs.iter().map(|proof| title(&proof.titles));
        let (heading, about) = (title(&category.titles), title(&category.explanation));
        entry(category.code.clone(), Kind::Category, heading, about, rules.chain(proofs))
    }));
    entries.extend(pack.articles.values().map(|article| {
        let steps = super::step::ordered(pack, &article.article).into_iter();
        let steps: Vec<String> = steps.map(|step| title(&step.titles)).collect();
        let about = steps.join(&words.t("check-comma"));
        entry(article.article.clone(), Kind::Steps, title(&article.titles), about, std::iter::empty())
    }));
    entries.extend(rest(words, pack));
    entries
}

fn rest(words: Words, pack: &Pack) -> Vec<Entry> {
    let title = |titles: &leye_pack::Words| words.of_pack(titles).to_owned();
    let extension = &pack.extension.article;
    let facts = pack.facts.iter().map(|fact| format!("{} {}", fact.name, title(&fact.titles)));
    let remedies: Vec<String> = pack.remedies.iter().map(|remedy| title(&remedy.titles)).collect();
    let years: Vec<String> = pack.calendars.keys().map(ToString::to_string).collect();
    let none = std::iter::empty;
    vec![
        entry(extension.article.clone(), Kind::Extension, title(&extension.titles), String::new(), none()),
        entry(
            "refusal".to_owned(),
            Kind::Refusal,
            words.t("rules-refusal"),
            remedies.join(&words.t("check-comma")),
            none(),
        ),
        entry(
            "retirement".to_owned(),
            Kind::Retirement,
            title(&pack.retirement.article.titles),
            words.t("rules-about-retirement"),
            none(),
        ),
        entry(
            "calendar".to_owned(),
            Kind::Calendar,
            words.t("rules-calendar"),
            years.join(&words.t("check-comma")),
            none(),
        ),
        entry("facts".to_owned(), Kind::Facts, words.t("rules-facts"), words.t("rules-about-facts"), facts),
    ]
}

fn entry(
    code: String,
    kind: Kind,
    title: String,
    about: String,
    more: impl Iterator<Item = String>,
) -> Entry {
    let more: Vec<String> = more.collect();
    let text = format!("{code} {title} {about} {}", more.join(" ")).to_lowercase();
    Entry { code, kind, title, about, text }
}

impl Entry {
    /// Whether every word that was looked for stands in it.
    pub(super) fn has(&self, q: &str) -> bool {
        q.to_lowercase().split_whitespace().all(|word| self.text.contains(word))
    }
}

//! What a draft changes, in the reader's language.

use leye_pack::{Amount, ArticleChanges, Change, Changes, How, Period, Shown, SideChange};

use crate::ui::Ui;

/// An article that changes.
pub(super) struct ArticleView {
    pub title: String,
    pub changes: Vec<ChangeView>,
}

/// A thing that changes.
pub(super) struct ChangeView {
    pub how: String,
    pub kind: &'static str,
    pub subject: String,
    pub name: String,
    pub title: String,
    pub sides: Vec<SideView>,
}

/// One side of it.
pub(super) struct SideView {
    pub name: String,
    pub before: String,
    pub after: String,
    /// Code and not words.
    pub is_code: bool,
}

pub(super) fn views(ui: &Ui, changes: &Changes) -> Vec<ArticleView> {
    changes.articles.iter().map(|article| view(ui, article)).collect()
}

fn view(ui: &Ui, article: &ArticleChanges) -> ArticleView {
    // What has no article has a word of its own.
    let key = format!("draft-part-{}", article.article);
    let name = if ui.words.has(&key) { ui.t(&key) } else { article.article.clone() };
    let title = article.titles.as_ref().map(|titles| ui.words.of_pack(titles).to_owned());
    ArticleView {
        title: title.map_or_else(|| name.clone(), |title| format!("{name} {title}")),
        changes: article.changes.iter().map(|change| one(ui, change)).collect(),
    }
}

fn one(ui: &Ui, change: &Change) -> ChangeView {
    let (how, kind) = match change.how {
        How::Added => ("draft-how-added", "well"),
        How::Removed => ("draft-how-removed", "late"),
        How::Changed => ("draft-how-changed", "plain"),
    };
    ChangeView {
        how: ui.t(how),
        kind,
        subject: ui.t(&format!("draft-subject-{}", change.subject.as_str())),
        name: change.name.clone(),
        title: change.titles.as_ref().map(|titles| ui.words.of_pack(titles).to_owned()).unwrap_or_default(),
        sides: change.sides.iter().map(|side| self::side(ui, side)).collect(),
    }
}

fn side(ui: &Ui, side: &SideChange) -> SideView {
    let show = |what: &Option<Shown>| what.as_ref().map(|what| shown(ui, what)).unwrap_or_default();
    let (mut before, mut after) = (show(&side.before), show(&side.after));
    // Two texts that are alike in the reader's language differ in another one.
    if let (Some(Shown::Words(old)), Some(Shown::Words(new))) = (&side.before, &side.after)
        && before == after
    {
        let all = |words: &leye_pack::Words| [&*words.zh_hant, &*words.zh_hans, &*words.en].join(" / ");
        (before, after) = (all(old), all(new));
    }
    SideView {
        name: ui.t(&format!("draft-side-{}", side.side.as_str().replace('_', "-"))),
        before,
        after,
        is_code: matches!(side.side, leye_pack::Side::Predicate),
    }
}

fn shown(ui: &Ui, what: &Shown) -> String {
    match what {
        Shown::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Shown::Words(words) => ui.words.of_pack(words).to_owned(),
        Shown::List(names) => names.join(", "),
        Shown::Amounts(amounts) => amounts.iter().map(|one| amount(ui, one)).collect::<Vec<_>>().join("; "),
        Shown::Period(period) => dates(ui, *period),
        Shown::Day(day) => ui.words.date(*day),
    }
}

fn amount(ui: &Ui, amount: &Amount) -> String {
    let key = format!("draft-unit-{}", amount.unit.replace('_', "-"));
    let number = ui.words.with(&key, &[("amount", amount.amount.to_string())]);
    format!("{number} ({})", dates(ui, amount.period))
}

fn dates(ui: &Ui, period: Period) -> String {
    let from = ("from", ui.words.date(period.from));
    match period.to {
        Some(to) => ui.words.with("draft-from-to", &[from, ("to", ui.words.date(to))]),
        None => ui.words.with("draft-from", &[from]),
    }
}

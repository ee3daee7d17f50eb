//! The result: what somebody is likely to be, why, what to bring and where to go.

use askama::Template;
use leye_app::App;
use leye_app::check::{Course, Interview, Outlook, Verdict};
use leye_pack::{Pack, Words as Texts};

use super::answers::{Row, assumed, rows};
use super::bring::{self, Line, Missing};
use super::place::{self, Where};
use super::state::State;
use crate::parts::Crumb;
use crate::ui::Ui;
use crate::words::Words;

/// A category.
pub(super) struct Category {
    pub title: String,
    pub explanation: String,
    pub href: String,
}

/// A condition that is not met, with the articles that ask for it.
pub(super) struct Failed {
    pub title: String,
    pub articles: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "pages/check/result.html")]
pub(super) struct ResultPage {
    pub ui: Ui,
    pub carried: String,
    pub view: &'static str,
    pub at: String,
    pub lang_chosen: String,
    pub title: String,
    pub lead: String,
    pub day: String,
    pub pack: String,
    pub holds: Vec<Category>,
    pub open: Vec<Category>,
    pub failed: Vec<Failed>,
    pub is_general: bool,
    /// What registering as unemployed would open.
    pub registering: Vec<Category>,
    pub missing: Vec<Missing>,
    pub bring: Vec<Line>,
    pub rows: Vec<Row>,
    pub assumed: Vec<String>,
    pub place: Where,
    pub is_early: bool,
}

/// Makes the page.
///
/// # Errors
/// A condition that cannot be evaluated.
pub(super) fn page(
    app: &App,
    ui: Ui,
    state: &State,
    interview: &Interview<'_>,
    course: &Course,
) -> Result<ResultPage, leye_app::check::EngineError> {
    let pack = &app.rules().pack();
    let (words, outlook) = (ui.words, &course.outlook);
    let is_no = outlook.verdict == Verdict::Ineligible;
    let registering = if is_no { interview.if_registered(&state.given)? } else { None };
    let hoped = registering.filter(|other| other.verdict != Verdict::Ineligible);
    // What is certain is worth the way; only where nothing is, what is possible is named.
    let hoped = hoped.map(|other| {
        let certain = categories(words, pack, &other.holding());
        if certain.is_empty() { categories(words, pack, &other.undecided()) } else { certain }
    });
    Ok(ResultPage {
        carried: state.carried(),
        view: "result",
        at: place::code(state),
        lang_chosen: super::flow::chosen(state),
        title: words.t(&format!("check-result-{}", outlook.verdict.as_str())),
        lead: words.t(&format!("check-result-{}-text", outlook.verdict.as_str())),
        day: words.date(interview.on()),
        pack: words.of_pack(&pack.titles).to_owned(),
        holds: if is_no { Vec::new() } else { categories(words, pack, &outlook.holding()) },
        open: if is_no { Vec::new() } else { categories(words, pack, &outlook.undecided()) },
        failed: if is_no { failed(words, pack, outlook) } else { Vec::new() },
        is_general: outlook.general.iter().any(|one| one.holds == Some(false)),
        registering: hoped.unwrap_or_default(),
        missing: bring::missing(words, pack, outlook),
        bring: if is_no { Vec::new() } else { bring::list(words, pack, outlook) },
        rows: rows(&ui, state, interview, course),
        assumed: assumed(&ui, interview, course),
        place: place::find(app, &ui, state),
        is_early: course.next.is_some(),
        ui,
    })
}

fn categories(words: Words, pack: &Pack, codes: &[&str]) -> Vec<Category> {
    let named = pack.categories.iter().filter(|category| codes.contains(&category.code.as_str()));
    let one = |category: &leye_pack::Category| Category {
        title: words.of_pack(&category.titles).to_owned(),
        explanation: words.of_pack(&category.explanation).to_owned(),
        href: format!("/rules/{}", category.code),
    };
    named.map(one).collect()
}

/// The general conditions that are not met; where all are, of each category the first one.
fn failed(words: Words, pack: &Pack, outlook: &Outlook) -> Vec<Failed> {
    let general = outlook.general.iter().filter(|one| one.holds == Some(false));
    let mut all: Vec<(String, Crumb)> = general
        .map(|one| {
            let title = condition_title(words, pack, None, &one.condition);
            (title, crumb(&one.article, &one.condition))
        })
        .collect();
    if all.is_empty() {
        let one = |category: &leye_app::check::CategoryProspect| {
            let no = category.conditions.iter().find(|one| one.holds == Some(false))?;
            let title = condition_title(words, pack, Some(&category.code), &no.condition);
            Some((title, crumb(&category.code, &no.condition)))
        };
        all = outlook.categories.iter().filter_map(one).collect();
    }
    let mut lines: Vec<Failed> = Vec::new();
    for (title, article) in all {
        match lines.iter_mut().find(|line| line.title == title) {
            Some(line) => line.articles.push(article),
            None => lines.push(Failed { title, articles: vec![article] }),
        }
    }
    lines
}

fn crumb(article: &str, condition: &str) -> Crumb {
    Crumb { href: format!("/rules/{article}#condition-{condition}"), label: article.to_owned() }
}

/// What a condition is called: one of a category, shared, or general.
pub(super) fn condition_title(words: Words, pack: &Pack, category: Option<&str>, code: &str) -> String {
    let own = pack.categories.iter().filter(|one| Some(one.code.as_str()) == category);
    let own = own.flat_map(|one| one.conditions.iter().chain(one.exceptions.iter().map(|e| &e.rule)));
    let rules = own.chain(&pack.shared).map(|rule| (rule.code.as_str(), &rule.titles));
    let general = pack.general.conditions.iter().map(|one| (one.code.as_str(), &one.titles));
    let found: Option<&Texts> = if category.is_some() {
        rules.into_iter().find(|(known, _)| *known == code).map(|(_, titles)| titles)
    } else {
        general.into_iter().find(|(known, _)| *known == code).map(|(_, titles)| titles)
    };
    found.map_or_else(|| code.to_owned(), |titles| words.of_pack(titles).to_owned())
}

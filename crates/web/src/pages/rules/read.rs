//! One article: what it says, by which values, how it is judged, and what changed.

use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use leye_app::App;
use leye_pack::{Article, Pack, Proof};

use super::article::{self, Kind};
use super::condition::{ConditionLine, Maker};
use super::parts::{Cite, ValueLine, cite, period, values};
use super::step::StepLine;
use super::{calendar, change, example, fact, retirement, step};
use crate::fault::{Fault, Problem, show as render};
use crate::guard::Visitor;
use crate::ui::Ui;
use crate::words::Words;

/// A proof, or several of which one is enough.
struct ProofLine {
    titles: Vec<String>,
    optional: bool,
    cite: Cite,
}

/// A way against a refusal.
struct RemedyLine {
    title: String,
    text: String,
    values: Vec<ValueLine>,
    cite: Cite,
}

/// What an article has; what it has not is empty.
#[derive(Default)]
struct Body {
    explanation: String,
    period: String,
    cite: Cite,
    values: Vec<ValueLine>,
    conditions: Vec<ConditionLine>,
    facts: Vec<fact::FactLine>,
    proofs: Vec<ProofLine>,
    steps: Vec<StepLine>,
    remedies: Vec<RemedyLine>,
    classes: Vec<retirement::Class>,
    years: Vec<calendar::Year>,
    examples: Vec<example::ExampleLine>,
    changes: Vec<change::Change>,
}

#[derive(Template)]
#[template(path = "pages/rules/read.html")]
struct ArticlePage {
    ui: Ui,
    code: String,
    title: String,
    is_facts: bool,
    body: Body,
    /// The articles beside it.
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

/// Shows an article.
pub(crate) async fn show(
    visitor: Visitor,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let app = &visitor.web.app;
    let pack = &app.rules().pack();
    let ui = visitor.staff_ui(&headers).await;
    let words = ui.words;
    let entries = article::all(words, pack);
    let at = entries.iter().position(|entry| entry.code == code);
    let at = at.ok_or_else(|| visitor.fault(Problem::NotFound))?;
    let beside = |at: usize| entries.get(at).map(|one| (format!("/rules/{}", one.code), one.title.clone()));
    let reader = Reader { app, pack, words, today: app.today() };
    let entry = &entries[at];
    Ok(render(&ArticlePage {
        title: entry.title.clone(),
        is_facts: entry.kind == Kind::Facts,
        body: reader.body(entry.kind, &code),
        before: at.checked_sub(1).and_then(beside),
        after: beside(at + 1),
        code: if code.starts_with(|c: char| c.is_ascii_uppercase()) { code } else { String::new() },
        ui,
    }))
}

struct Reader<'a> {
    app: &'a App,
    pack: &'a Pack,
    words: Words,
    today: Date,
}

impl Reader<'_> {
    fn body(&self, kind: Kind, code: &str) -> Body {
        let (pack, words) = (self.pack, self.words);
        match kind {
            Kind::General => self.general(code),
            Kind::Category => self.category(code),
            Kind::Steps => Body {
                steps: step::of(words, pack, code, self.today),
                ..pack.articles.get(code).map(|head| self.head(head)).unwrap_or_default()
            },
            Kind::Extension => Body {
                values: values(words, &pack.extension.values, self.today),
                ..self.head(&pack.extension.article)
            },
            Kind::Refusal => Body { remedies: self.remedies(), ..Body::default() },
            Kind::Retirement => Body {
                explanation: words.t("rules-about-retirement"),
                classes: retirement::table(words, pack),
                examples: example::of(words, pack, &["retirement"]),
                ..self.head(&pack.retirement.article)
            },
            Kind::Calendar => Body {
                explanation: words.t("rules-about-calendar"),
                years: calendar::years(self.app, words),
                ..Body::default()
            },
            Kind::Facts => Body {
                explanation: words.t("rules-about-facts"),
                facts: fact::all(words, pack),
                ..Body::default()
            },
        }
    }

    fn head(&self, head: &Article) -> Body {
        let checked = Some(head.last_checked);
        Body {
            period: period(self.words, head.period),
            cite: cite(self.words, &head.source, checked, head.ours, head.unverified),
            ..Body::default()
        }
    }

    fn maker(&self) -> Maker<'_> {
        Maker { pack: self.pack, words: self.words, today: self.today }
    }

    fn general(&self, code: &str) -> Body {
        let (pack, words) = (self.pack, self.words);
        let general = &pack.general;
        let conditions = self.maker().general();
        Body {
            explanation: words.t("rules-about-general"),
            values: values(words, &general.values, self.today),
            facts: fact::used(words, pack, conditions.iter().map(|one| one.predicate.as_str())),
            conditions,
            examples: example::of(words, pack, &["general", "several", "unknown", "residence", "unchanged"]),
            changes: change::of(words, pack, &self.app.rules().relatives(), code),
            ..self.head(&general.article)
        }
    }

    fn category(&self, code: &str) -> Body {
        let (pack, words) = (self.pack, self.words);
        let Some(category) = pack.categories.iter().find(|one| one.code == code) else {
            return Body::default();
        };
        let conditions = self.maker().category(category);
        let checked = Some(category.last_checked);
        Body {
            explanation: words.of_pack(&category.explanation).to_owned(),
            period: period(words, category.period),
            cite: cite(words, &category.source, checked, category.ours, category.unverified),
            values: values(words, &category.values, self.today),
            facts: fact::used(words, pack, conditions.iter().map(|one| one.predicate.as_str())),
            conditions,
            proofs: proofs(words, &category.proofs),
            examples: example::of(words, pack, &[code]),
            changes: change::of(words, pack, &self.app.rules().relatives(), code),
            ..Body::default()
        }
    }

    fn remedies(&self) -> Vec<RemedyLine> {
        let words = self.words;
        let line = |remedy: &leye_pack::Remedy| RemedyLine {
            title: words.of_pack(&remedy.titles).to_owned(),
            text: words.of_pack(&remedy.text).to_owned(),
            values: values(words, &remedy.values, self.today),
            cite: cite(words, &remedy.source, None, remedy.ours, remedy.unverified),
        };
        self.pack.remedies.iter().map(line).collect()
    }
}

fn proofs(words: Words, proofs: &[Proof]) -> Vec<ProofLine> {
    let mut lines: Vec<(Option<&str>, ProofLine)> = Vec::new();
    for proof in proofs {
        let title = words.of_pack(&proof.titles).to_owned();
        let group = proof.any_of.as_deref();
        let known = lines.iter_mut().find(|(other, _)| group.is_some() && *other == group);
        if let Some((_, line)) = known {
            line.titles.push(title);
            continue;
        }
        let cite = cite(words, &proof.source, None, proof.ours, proof.unverified);
        let optional = !proof.required && group.is_none();
        lines.push((group, ProofLine { titles: vec![title], optional, cite }));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

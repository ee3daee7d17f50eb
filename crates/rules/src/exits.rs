//! What ends the status of somebody who is determined, or one ground of it, and which ends are
//! known to come. The conditions of entry are never asked: a job does not end the status.

use std::sync::Arc;

use arrow::array::{Array, AsArray};
use arrow::datatypes::Date32Type;
use datafusion_physical_expr::PhysicalExpr;
use jiff::civil::Date;
use leye_pack::{Exit, Pack};
use serde::Serialize;

use crate::day;
use crate::engine::{Compiler, Engine, given};
use crate::error::{EngineError, EvaluateError};
use crate::facts::Facts;
use crate::functions;
use crate::predicate::{Ground, Refused, read_day};
use crate::ruling::{Judged, Used};
use crate::truth;

/// The exit articles of a pack on one day, compiled.
#[derive(Debug)]
pub struct ExitEngine {
    engine: Engine,
    articles: Vec<Article>,
}

#[derive(Debug)]
struct Article {
    grounds: Vec<String>,
    from_day: Option<Arc<dyn PhysicalExpr>>,
}

/// Whether a status ends, with every article that was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExitRuling {
    /// The day.
    pub on: Date,
    /// Whether the status ends: an article of the status applies, or every ground is lost. None
    /// where that is not known.
    pub ends: Option<bool>,
    /// The articles that were asked, in the order of the rules.
    pub articles: Vec<JudgedExit>,
    /// The grounds that are lost.
    pub lost: Vec<String>,
    /// What is known to come, by day.
    pub later: Vec<KnownEnd>,
}

/// An exit article with what settled it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedExit {
    /// Its code, such as `E1`.
    pub article: Arc<str>,
    /// Whether it applies; none where it is not known.
    pub applies: Option<bool>,
    /// The grounds of this person that it ends; none where it ends the status.
    pub grounds: Vec<String>,
    /// The facts that it looked at, as far as they are known.
    pub used: Used,
    /// The facts that are not known, where that leaves it undecided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Arc<str>>,
}

/// An end that is known to come.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct KnownEnd {
    /// The first day on which the article applies.
    pub on: Date,
    /// The article.
    pub article: String,
    /// The grounds of this person that it ends; none where it ends the status.
    pub grounds: Vec<String>,
}

impl ExitEngine {
    /// Compiles the exit articles of a pack for a day.
    ///
    /// # Errors
    /// A pack, article or value that is not in force on the day, with its dates; an expression
    /// with faults.
    pub fn new(pack: &Pack, on: Date) -> Result<ExitEngine, EngineError> {
        let engine = Engine::of_exits(pack, on)?;
        let ground = Ground {
            columns: &engine.columns,
            day: on,
            age: functions::age(on),
            retirement: &pack.retirement.rules,
        };
        let compiler = Compiler::new(&engine.schema, engine.on)?;
        let articles = pack.exits.iter().map(|exit| {
            Ok(Article { grounds: exit.grounds.clone(), from_day: from_day(pack, exit, &ground, &compiler)? })
        });
        let articles = articles.collect::<Result<_, EngineError>>()?;
        Ok(ExitEngine { engine, articles })
    }

    /// The day.
    pub fn on(&self) -> Date {
        self.engine.on
    }

    /// What ends for a person who is determined by the categories `grounds`; `household` are the
    /// other members. An article about a ground that the person does not have is not asked.
    ///
    /// # Errors
    /// A fact that is not of the pack or not of its kind.
    pub fn judge(
        &self,
        facts: &Facts,
        household: &[Facts],
        grounds: &[String],
    ) -> Result<ExitRuling, EvaluateError> {
        let judged = self.engine.judge_all(facts, household)?;
        let mut asked = Vec::new();
        let mut later = Vec::new();
        for (article, judged) in self.articles.iter().zip(judged) {
            let own: Vec<String> =
                grounds.iter().filter(|ground| article.grounds.contains(ground)).cloned().collect();
            if own.is_empty() && !article.grounds.is_empty() {
                continue;
            }
            if let Some(on) = self.first_day(article, facts)?.filter(|day| *day > self.engine.on) {
                later.push(KnownEnd { on, article: judged.condition.to_string(), grounds: own.clone() });
            }
            asked.push(told(judged, own));
        }
        later.sort();
        let of_status = |exit: &&JudgedExit| exit.grounds.is_empty();
        let status = truth::any(asked.iter().filter(of_status).map(|exit| exit.applies));
        let is_lost = |ground: &String| {
            truth::any(asked.iter().filter(|exit| exit.grounds.contains(ground)).map(|exit| exit.applies))
        };
        let lost = grounds.iter().filter(|ground| is_lost(ground) == Some(true)).cloned().collect();
        // Without a ground that is known nothing can be said about the last of them.
        let all_lost = if grounds.is_empty() { Some(false) } else { truth::all(grounds.iter().map(is_lost)) };
        Ok(ExitRuling {
            on: self.engine.on,
            ends: truth::any([status, all_lost]),
            articles: asked,
            lost,
            later,
        })
    }

    fn first_day(&self, article: &Article, facts: &Facts) -> Result<Option<Date>, EvaluateError> {
        let Some(expr) = &article.from_day else { return Ok(None) };
        let failed = |error: &dyn std::fmt::Display| {
            let (code, message) = ("from_day".to_owned(), error.to_string());
            EvaluateError::Engine(EngineError::Expression { code, message })
        };
        let columns = self.engine.columns.arrays(&[facts]);
        let batch = self.engine.fact_batch(&columns)?;
        let value = expr.evaluate(&batch).and_then(|value| value.into_array(1)).map_err(|e| failed(&e))?;
        let days = value.as_primitive_opt::<Date32Type>();
        Ok(days.filter(|days| days.is_valid(0)).map(|days| day::of_number(days.value(0))))
    }
}

fn told(judged: Judged, grounds: Vec<String>) -> JudgedExit {
    let Judged { condition, holds, used, missing, .. } = judged;
    JudgedExit { article: condition, applies: holds, grounds, used, missing }
}

fn from_day(
    pack: &Pack,
    exit: &Exit,
    ground: &Ground<'_>,
    compiler: &Compiler,
) -> Result<Option<Arc<dyn PhysicalExpr>>, EngineError> {
    let Some(expression) = &exit.from_day else { return Ok(None) };
    let values = [&exit.values, &pack.general.values];
    match read_day(expression, ground, &|name| given(&values, name, ground.day)) {
        Ok(read) => compiler.compile(&exit.code, &read.expr).map(Some),
        Err(Refused::Faults(faults)) => Err(EngineError::Faults(faults)),
        Err(Refused::NotInForce { name, period }) => {
            let what = format!("value {name} of {}", exit.code);
            Err(EngineError::NotInForce { what, on: ground.day, period })
        }
    }
}

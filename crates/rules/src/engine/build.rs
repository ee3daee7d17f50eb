//! From a pack to its engine: all predicates are read before any is compiled, because the
//! columns of the members' predicates are only known then.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use datafusion_common::DFSchema;
use datafusion_expr::Expr;
use datafusion_expr::execution_props::ExecutionProps;
use datafusion_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion_physical_expr::{PhysicalExpr, create_physical_expr};
use jiff::civil::Date;
use leye_pack::{Category, Diagnostic, Pack, Period, Predicate, Values};

use super::births;
use super::{CategoryRule, ConditionRule, Engine, ExceptionRule, MemberRule, failed};
use crate::columns::Columns;
use crate::error::EngineError;
use crate::functions;
use crate::predicate::{Given, Ground, Members, Read, Refused, member_column, read};
use crate::samples::Named;

/// A predicate with what it is called and the values that it may name.
struct Wanted<'a> {
    code: &'a str,
    article: &'a str,
    predicate: &'a Predicate,
    values: Vec<&'a Values>,
}

pub(super) fn engine(pack: &Pack, on: Date) -> Result<Engine, EngineError> {
    in_force(&format!("pack {}", pack.id), pack.period, on)?;
    for category in &pack.categories {
        in_force(&format!("category {}", category.code), category.period, on)?;
    }
    let mut plan = Plan::default();
    let general = plan.general(pack);
    let categories = pack.categories.iter().map(|category| plan.category(pack, category)).collect();
    Ok(Engine { general, categories, ..compiled(pack, on, Columns::of(&pack.facts), &plan.wanted)? })
}

/// The exit articles as conditions, in their order, over the facts and those of the register.
pub(super) fn exits(pack: &Pack, on: Date) -> Result<Engine, EngineError> {
    in_force(&format!("pack {}", pack.id), pack.period, on)?;
    for exit in &pack.exits {
        in_force(&format!("article {}", exit.code), exit.period, on)?;
    }
    let wanted = pack.exits.iter().map(|exit| Wanted {
        code: &exit.code,
        article: &exit.code,
        predicate: &exit.predicate,
        values: vec![&exit.values, &pack.general.values],
    });
    compiled(pack, on, Columns::of_all(pack), &wanted.collect::<Vec<_>>())
}

/// An engine of conditions alone.
fn compiled(pack: &Pack, on: Date, columns: Columns, wanted: &[Wanted<'_>]) -> Result<Engine, EngineError> {
    let ground =
        Ground { columns: &columns, day: on, age: functions::age(on), retirement: &pack.retirement.rules };
    let mut members = Members::default();
    let reads = read_all(wanted, &ground, on, &mut members)?;
    let fields: Vec<Field> = columns.fields().collect();
    let extra = (0..members.0.len()).map(|at| Field::new(member_column(at), DataType::Boolean, true));
    let schema = Arc::new(Schema::new(fields.iter().cloned().chain(extra).collect::<Vec<_>>()));
    let facts = Arc::new(Schema::new(fields));
    let compiler = Compiler::new(&schema, on)?;
    let conditions = wanted.iter().zip(reads).map(|(wanted, read)| {
        Ok(ConditionRule {
            code: wanted.code.into(),
            article: wanted.article.into(),
            expr: compiler.compile(wanted.code, &read.expr)?,
            named: Named::of(&read.expr),
            facts: read.facts.into_iter().collect(),
            members: read.members.into_iter().collect(),
        })
    });
    let conditions = conditions.collect::<Result<_, EngineError>>()?;
    let compiled = members.0.into_iter().map(|inner| {
        Ok(MemberRule {
            expr: compiler.compile("some_member", &inner.expr)?,
            named: Named::of(&inner.expr),
            facts: inner.facts.into_iter().collect(),
        })
    });
    let members = compiled.collect::<Result<_, EngineError>>()?;
    let (id, hash) = (pack.id.as_str().into(), pack.hash.as_str().into());
    let (general, categories) = (Vec::new(), Vec::new());
    Ok(Engine { id, hash, on, columns, facts, schema, members, conditions, general, categories })
}

fn in_force(what: &str, period: Period, on: Date) -> Result<(), EngineError> {
    if period.contains(on) {
        return Ok(());
    }
    Err(EngineError::NotInForce { what: what.to_owned(), on, period })
}

/// The conditions that are wanted, each once, in the order of the rules.
#[derive(Default)]
struct Plan<'a> {
    wanted: Vec<Wanted<'a>>,
    shared: BTreeMap<&'a str, usize>,
}

impl<'a> Plan<'a> {
    fn add(&mut self, wanted: Wanted<'a>) -> usize {
        self.wanted.push(wanted);
        self.wanted.len() - 1
    }

    fn general(&mut self, pack: &'a Pack) -> Vec<usize> {
        let values = &pack.general.values;
        let wanted = pack.general.conditions.iter().map(|condition| Wanted {
            code: &condition.code,
            article: &condition.article,
            predicate: &condition.predicate,
            values: vec![values],
        });
        wanted.map(|wanted| self.add(wanted)).collect()
    }

    fn category(&mut self, pack: &'a Pack, category: &'a Category) -> CategoryRule {
        let mut conditions = Vec::new();
        for code in &category.uses {
            let found = self.shared.get(code.as_str()).copied();
            let rule = pack.shared.iter().find(|rule| rule.code == *code);
            let place = found.or_else(|| {
                let rule = rule?;
                let values = vec![&pack.general.values];
                let wanted = Wanted { code, article: &rule.article, predicate: &rule.predicate, values };
                Some(self.add(wanted))
            });
            // The pack is checked: every name is known.
            if let Some(place) = place {
                self.shared.insert(code, place);
                conditions.push(place);
            }
        }
        let values = || vec![&category.values, &pack.general.values];
        conditions.extend(category.conditions.iter().map(|rule| {
            let Rule { code, article, predicate } = of(rule);
            self.add(Wanted { code, article, predicate, values: values() })
        }));
        let exceptions = category.exceptions.iter().map(|exception| {
            let Rule { code, article, predicate } = of(&exception.rule);
            let condition = self.add(Wanted { code, article, predicate, values: values() });
            ExceptionRule { condition, includes: exception.includes }
        });
        let exceptions = exceptions.collect();
        CategoryRule {
            code: category.code.as_str().into(),
            article: category.article.as_str().into(),
            conditions,
            exceptions,
        }
    }
}

struct Rule<'a> {
    code: &'a str,
    article: &'a str,
    predicate: &'a Predicate,
}

fn of(rule: &leye_pack::Rule) -> Rule<'_> {
    Rule { code: &rule.code, article: &rule.article, predicate: &rule.predicate }
}

/// Reads every predicate; all faults are told at once.
fn read_all(
    wanted: &[Wanted<'_>],
    ground: &Ground<'_>,
    on: Date,
    members: &mut Members,
) -> Result<Vec<Read>, EngineError> {
    let mut reads = Vec::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for one in wanted {
        match read(one.predicate, ground, &|name| given(&one.values, name, on), members) {
            Ok(read) => reads.push(read),
            Err(Refused::Faults(found)) => faults.extend(found),
            Err(Refused::NotInForce { name, period }) => {
                let what = format!("value {name} of {}", one.code);
                return Err(EngineError::NotInForce { what, on, period });
            }
        }
    }
    if reads.len() < wanted.len() {
        faults.sort();
        return Err(EngineError::Faults(faults));
    }
    Ok(reads)
}

/// The value in force on a day; the first article that gives the name decides.
pub(crate) fn given(values: &[&Values], name: &str, on: Date) -> Given {
    let Some(timeline) = values.iter().find_map(|values| values.get(name)) else {
        return Given::Unknown;
    };
    match timeline.on(on) {
        Some(dated) => Given::Amount(i64::from(dated.value.amount)),
        None => {
            let first =
                timeline.all().first().map_or(timeline.newest().period.from, |dated| dated.period.from);
            Given::NotInForce(Period { from: first, to: timeline.newest().period.to })
        }
    }
}

/// Makes physical expressions over one schema.
pub(crate) struct Compiler {
    schema: DFSchema,
    props: ExecutionProps,
    context: PhysicalPlanningContext,
    on: Date,
}

impl Compiler {
    pub(crate) fn new(schema: &Schema, on: Date) -> Result<Compiler, EngineError> {
        let schema = DFSchema::try_from(schema.clone()).map_err(|error| failed("facts", &error))?;
        Ok(Compiler { schema, props: ExecutionProps::new(), context: PhysicalPlanningContext::default(), on })
    }

    pub(crate) fn compile(&self, code: &str, expr: &Expr) -> Result<Arc<dyn PhysicalExpr>, EngineError> {
        let expr = births::instead_of_ages(expr.clone(), self.on).map_err(|error| failed(code, &error))?;
        create_physical_expr(&expr, &self.schema, &self.props, &self.context)
            .map_err(|error| failed(code, &error))
    }
}

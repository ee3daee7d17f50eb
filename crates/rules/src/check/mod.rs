//! What is wrong with the predicates of a pack: facts that do not exist, kinds that do not
//! fit, conditions that nobody can ever meet.

mod witness;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;
use leye_pack::{Code, Diagnostic, Exit, Pack, Period, Predicate, Values};

use crate::columns::Columns;
use crate::day;
use crate::engine::given;
use crate::functions;
use crate::predicate::{Ground, Members, Read, Refused, read, read_day};

/// How far ahead predicates are tried, and in which steps.
const YEARS: i64 = 60;
const STEP: i64 = 5;

/// A predicate with its values and the time in which it is asked.
struct Asked<'a> {
    code: &'a str,
    predicate: &'a Predicate,
    values: Vec<&'a Values>,
    period: Period,
}

/// Every fault of the predicates, ordered by file and place. The pack itself has been checked
/// by `leye-pack`.
pub fn check(pack: &Pack) -> Vec<Diagnostic> {
    let columns = Columns::of(&pack.facts);
    let mut grounds = Grounds { pack, columns: &columns, days: BTreeMap::new() };
    let mut faults = Vec::new();
    for asked in predicates(pack) {
        faults.extend(grounds.check(&asked));
    }
    // Exit articles may ask for what only the register knows.
    let columns = Columns::of_all(pack);
    let mut grounds = Grounds { pack, columns: &columns, days: BTreeMap::new() };
    for exit in &pack.exits {
        faults.extend(grounds.check(&asked_of(pack, exit, &exit.predicate)));
        let from_day = exit.from_day.iter().map(|expression| asked_of(pack, exit, expression));
        from_day.for_each(|asked| faults.extend(grounds.check_day(&asked)));
    }
    faults.sort();
    faults.dedup();
    faults
}

fn predicates(pack: &Pack) -> Vec<Asked<'_>> {
    let general = || vec![&pack.general.values];
    let head = pack.general.article.period;
    let mut all: Vec<Asked<'_>> = Vec::new();
    all.extend(pack.general.conditions.iter().map(|condition| Asked {
        code: &condition.code,
        predicate: &condition.predicate,
        values: general(),
        period: head,
    }));
    all.extend(pack.shared.iter().map(|rule| Asked {
        code: &rule.code,
        predicate: &rule.predicate,
        values: general(),
        period: head,
    }));
    for category in &pack.categories {
        let rules =
            category.conditions.iter().chain(category.exceptions.iter().map(|exception| &exception.rule));
        all.extend(rules.map(|rule| Asked {
            code: &rule.code,
            predicate: &rule.predicate,
            values: vec![&category.values, &pack.general.values],
            period: category.period,
        }));
    }
    all
}

fn asked_of<'a>(pack: &'a Pack, exit: &'a Exit, predicate: &'a Predicate) -> Asked<'a> {
    let values = vec![&exit.values, &pack.general.values];
    Asked { code: &exit.code, predicate, values, period: exit.period }
}

/// What predicates are read against on the days on which they are tried.
struct Grounds<'a> {
    pack: &'a Pack,
    columns: &'a Columns,
    days: BTreeMap<Date, Ground<'a>>,
}

impl Grounds<'_> {
    /// Tries day after day until it holds for somebody.
    fn check(&mut self, asked: &Asked<'_>) -> BTreeSet<Diagnostic> {
        let mut faults = BTreeSet::new();
        let mut is_tried = false;
        let first = self.days(asked);
        // Days that the predicate names follow; `day` itself is among them, so they end here.
        let mut named = BTreeSet::new();
        let mut days: VecDeque<Date> = first.iter().copied().collect();
        while let Some(day) = days.pop_front() {
            let ground = self.on(day);
            let mut members = Members::default();
            match read(asked.predicate, ground, &|name| given(&asked.values, name, day), &mut members) {
                Ok(read) if can_hold(&read, &members, ground) => return BTreeSet::new(),
                Ok(read) => {
                    is_tried = true;
                    if first.contains(&day) {
                        let more = witness::named_days(&read.expr).filter(|day| self.is_asked(asked, *day));
                        days.extend(more.filter(|day| named.insert(*day)));
                    }
                }
                Err(Refused::Faults(found)) => faults.extend(found),
                // A day on which a value is not in force is no day to ask on.
                Err(Refused::NotInForce { .. }) => {}
            }
        }
        if is_tried && faults.is_empty() {
            let message = format!("the condition `{}` can never hold", asked.code);
            let remedy = "correct the predicate: no facts make it true on any day of its article";
            faults.insert(asked.predicate.fault(0, Code::NeverHolds, &message, remedy));
        }
        faults
    }

    /// Whether an expression gives a day, on every day on which a value changes.
    fn check_day(&mut self, asked: &Asked<'_>) -> BTreeSet<Diagnostic> {
        let mut faults = BTreeSet::new();
        for day in self.days(asked) {
            let ground = self.on(day);
            if let Err(Refused::Faults(found)) =
                read_day(asked.predicate, ground, &|name| given(&asked.values, name, day))
            {
                faults.extend(found);
            }
        }
        faults
    }

    fn on(&mut self, day: Date) -> &Ground<'_> {
        let (pack, columns) = (self.pack, self.columns);
        self.days.entry(day).or_insert_with(|| Ground {
            columns,
            day,
            age: functions::age(day),
            retirement: &pack.retirement.rules,
        })
    }

    /// The first day, every day on which a value changes, and days to come: retirement moves
    /// with the years.
    fn days(&self, asked: &Asked<'_>) -> BTreeSet<Date> {
        let changes = asked.values.iter().flat_map(|values| values.iter());
        let changes = changes.flat_map(|(_, timeline)| timeline.all().iter().map(|dated| dated.period.from));
        let starts = [asked.period.from, self.pack.period.from];
        let later = (1..=YEARS / STEP).map(|step| day::years_before(asked.period.from, -STEP * step));
        changes.chain(starts).chain(later).filter(|day| self.is_asked(asked, *day)).collect()
    }

    fn is_asked(&self, asked: &Asked<'_>, day: Date) -> bool {
        asked.period.contains(day) && self.pack.period.contains(day)
    }
}

/// Whether some facts make it true; the same is asked of what it asks of members.
fn can_hold(read: &Read, members: &Members, ground: &Ground<'_>) -> bool {
    let inner = members.0.iter().map(|inner| witness::exists(&inner.expr, &inner.facts, 0, ground));
    let outer = witness::exists(&read.expr, &read.facts, members.0.len(), ground);
    outer && inner.into_iter().all(|found| found)
}

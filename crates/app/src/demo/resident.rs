//! Residents who do not exist: names, numbers whose digits add up, households that fit
//! the categories they claim.

use jiff::Span;
use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::applicant::{Details, Relative};
use leye_domain::fact::KnownFacts;
use leye_domain::person::{
    LegacyRegion, ResidentNumber, RetirementClass, Sex, completed_years, statutory_retirement,
};
use leye_pack::Pack;

use super::data::{Data, Desk, WholeName};
use super::draw::Draw;
use super::known::known;
use crate::agency::Tree;

/// Categories as they are claimed, of a hundred, and the youngest who claim them; the
/// ages that a rule sets come from the pack.
const CLAIMS: [(&str, usize, usize); 10] = [
    ("C1.1", 30, 0),
    ("C1.5", 22, 24),
    ("C1.4", 12, 20),
    ("C1.3", 10, 18),
    ("C1.2", 9, 26),
    ("C1.6", 6, 30),
    ("C1.7", 6, 27),
    ("C1.10", 2, 24),
    ("C1.9", 2, 30),
    ("C1.8", 1, 42),
];
/// The oldest age that is drawn; whoever would have retired is drawn again.
const OLDEST: usize = 62;
/// The first year in which numbers were given out: older people got the code of then.
const NUMBERING_BEGAN: i16 = 1984;
const ALL_CHECK_CHARACTERS: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'];

/// Somebody of the demo with what they claim.
#[derive(Clone, Debug)]
pub(super) struct Resident {
    pub details: Details,
    pub claimed: Vec<String>,
    pub known: KnownFacts,
}

/// What residents are made from.
pub(super) struct Town<'a> {
    pub data: &'a Data,
    pub pack: &'a Pack,
    pub tree: &'a Tree,
    pub draw: &'a Draw,
}

struct Body {
    surname: Option<String>,
    name: String,
    sex: Sex,
    born: Date,
}

impl Town<'_> {
    /// Somebody who comes to the counter of the desk on a day.
    pub(super) fn resident(&self, desk: &Desk, on: Date) -> Resident {
        let draw = self.draw;
        let main = self.claim();
        let sex = if draw.in_hundred(48) { Sex::Male } else { Sex::Female };
        let class = match sex {
            Sex::Male => RetirementClass::Male,
            Sex::Female if draw.in_hundred(60) => RetirementClass::Female50,
            Sex::Female => RetirementClass::Female55,
        };
        let born = self.born(class, main, on);
        let county = &desk.agency[..6];
        let body = self.body(sex, born, None);
        let details = Details {
            number: self.number(county, born, sex),
            name: body.name.clone(),
            phone: self.phone(),
            address: self.address(desk),
            retirement_class: class,
            certificate: self.certificate(county, on),
            household: self.household(county, &body, main, on),
        };
        let claimed = self.claimed(main, class, born, on);
        let of_age = self.value("C1.7", "child_under", on).unwrap_or_default();
        let known = known(draw, &details, &claimed, (on, of_age));
        Resident { details, claimed, known }
    }

    /// The name of somebody who works at a counter.
    pub(super) fn worker(&self) -> String {
        let sex = if self.draw.in_hundred(50) { Sex::Male } else { Sex::Female };
        let surname = self.draw.front_char(&self.data.names.surnames).into_iter();
        let born = Date::constant(self.data.names.young_from - 5, 1, 1);
        surname.chain(self.given(sex, born).chars()).collect()
    }

    fn claim(&self) -> (&'static str, usize) {
        let mut left = self.draw.below(CLAIMS.iter().map(|(_, share, _)| share).sum());
        for (code, share, youngest) in CLAIMS {
            if left < share {
                return (code, youngest);
            }
            left -= share;
        }
        (CLAIMS[0].0, CLAIMS[0].2)
    }

    /// A value that the pack gives for a category, such as an age.
    fn value(&self, code: &str, name: &str, on: Date) -> Option<usize> {
        let category = self.pack.categories.iter().find(|category| category.code == code)?;
        category.values.amount(name, on).map(usize::from)
    }

    fn age_of_4050(&self, sex: Sex, on: Date) -> usize {
        let name = if sex == Sex::Male { "men_from" } else { "women_from" };
        self.value("C1.1", name, on).unwrap_or_default()
    }

    /// A day of birth at which the claim fits and retirement is some months away.
    fn born(&self, class: RetirementClass, main: (&str, usize), on: Date) -> Date {
        let youngest = if main.0 == "C1.1" { self.age_of_4050(class.sex(), on) } else { main.1 };
        let limit = on.saturating_add(Span::new().months(6));
        let retires = |born: Date| statutory_retirement(born, class, &self.pack.retirement.rules).date;
        for _ in 0..100 {
            let born = self.aged(self.draw.between(youngest, OLDEST), on);
            if retires(born) > limit {
                return born;
            }
        }
        self.aged(youngest, on)
    }

    /// A day of birth of somebody of this many completed years.
    fn aged(&self, years: usize, on: Date) -> Date {
        let years = i32::try_from(years).unwrap_or_default();
        let days = i32::try_from(self.draw.below(365)).unwrap_or_default();
        on.saturating_sub(Span::new().years(years)).saturating_sub(Span::new().days(days))
    }

    /// Now and then a second category is claimed beside the first.
    fn claimed(&self, main: (&str, usize), class: RetirementClass, born: Date, on: Date) -> Vec<String> {
        let mut claimed = vec![main.0.to_owned()];
        let old = usize::try_from(completed_years(born, on)).unwrap_or_default();
        if main.0 == "C1.1" && self.draw.in_hundred(25) {
            claimed.push("C1.5".to_owned());
        } else if main.0 == "C1.4" && old >= self.age_of_4050(class.sex(), on) {
            claimed.push("C1.1".to_owned());
        }
        claimed
    }

    /// Somebody of the family, or of any.
    fn body(&self, sex: Sex, born: Date, family: Option<String>) -> Body {
        let whole: Vec<&WholeName> = self.data.names.whole.iter().filter(|whole| whole.sex == sex).collect();
        if family.is_none() && !whole.is_empty() && self.draw.in_hundred(3) {
            return Body { surname: None, name: self.draw.one(&whole).name.clone(), sex, born };
        }
        let surname = family.unwrap_or_else(|| self.surname());
        let name = format!("{surname}{}", self.given(sex, born));
        Body { surname: Some(surname), name, sex, born }
    }

    fn surname(&self) -> String {
        let names = &self.data.names;
        match self.draw.below(100) {
            0..=3 => self.draw.one(&names.double_surnames).clone(),
            4..=6 => self.draw.any_char(&names.rare_surnames).into_iter().collect(),
            _ => self.draw.front_char(&names.surnames).into_iter().collect(),
        }
    }

    fn given(&self, sex: Sex, born: Date) -> String {
        let names = &self.data.names;
        let is_young = born.year() >= names.young_from;
        let pool = match (sex, is_young) {
            (Sex::Male, false) => &names.male_old,
            (Sex::Female, false) => &names.female_old,
            (Sex::Male, true) => &names.male_young,
            (Sex::Female, true) => &names.female_young,
        };
        let first = if self.draw.in_hundred(5) { &names.rare } else { pool };
        let second = self.draw.any_char(pool).filter(|_| !self.draw.in_hundred(22));
        self.draw.any_char(first).into_iter().chain(second).collect()
    }

    /// A number with the right check character. The sequence is drawn, so that it is
    /// nobody's number on purpose.
    fn number(&self, county: &str, born: Date, sex: Sex) -> String {
        let region = self.region(county, born);
        let pair = self.draw.below(499) * 2 + 2;
        let sequence = if sex == Sex::Male { pair - 1 } else { pair };
        let first = format!("{region}{}{sequence:03}", born.strftime("%Y%m%d"));
        let whole = |check: char| format!("{first}{check}");
        let fits = |number: &String| ResidentNumber::from_stored(number).is_ok();
        ALL_CHECK_CHARACTERS.into_iter().map(whole).find(fits).unwrap_or(first)
    }

    /// Mostly a code of the year of birth, dissolved ones included; seldom one that does
    /// not fit, which earns a hint.
    fn region(&self, county: &str, born: Date) -> String {
        let year = born.year().max(NUMBERING_BEGAN);
        let any_year = self.draw.in_hundred(2);
        let fits = |region: &&LegacyRegion| any_year || region.in_use(year);
        let known: Vec<&LegacyRegion> = self.pack.legacy_regions.iter().filter(fits).collect();
        if known.is_empty() || (!any_year && self.draw.in_hundred(45)) {
            return county.to_owned();
        }
        self.draw.one(&known).code.clone()
    }

    fn phone(&self) -> String {
        if self.draw.in_hundred(4) {
            return String::new();
        }
        format!("13{}{:08}", self.draw.below(10), self.draw.below(100_000_000))
    }

    fn address(&self, desk: &Desk) -> String {
        let phrases = &self.data.phrases;
        let bureau = desk.agency.parse().map(|code: leye_domain::agency::AgencyCode| code.at(Level::Bureau));
        let district =
            bureau.ok().and_then(|code| self.tree.get(code.as_str())).map(|row| row.name_hans.clone());
        let street = if desk.streets.is_empty() { "" } else { self.draw.one(&desk.streets) };
        let (house, stair) = (self.draw.between(1, 180), self.draw.between(1, 6));
        let room = self.draw.between(1, 7) * 100 + self.draw.between(1, 4);
        format!(
            "{}{}{street}{house}{}{stair}{}{room}{}",
            phrases.city,
            district.unwrap_or_default(),
            phrases.building,
            phrases.unit,
            phrases.room
        )
    }

    /// Number of a registration certificate; some do not have one yet.
    fn certificate(&self, county: &str, on: Date) -> String {
        if self.draw.in_hundred(12) {
            return String::new();
        }
        let year = i64::from(on.year()) - i64::try_from(self.draw.below(4)).unwrap_or_default();
        format!("{county}00{:02}{:06}", year % 100, self.draw.below(1_000_000))
    }

    fn household(&self, county: &str, person: &Body, main: (&str, usize), on: Date) -> Vec<Relative> {
        let old = usize::try_from(completed_years(person.born, on)).unwrap_or_default();
        let relation = &self.data.names.relation;
        let is_single = main.0 == "C1.7";
        let is_married = matches!(main.0, "C1.2" | "C1.10") || (old >= 25 && self.draw.in_hundred(60));
        let spouse = (is_married && !is_single).then(|| self.spouse(person, old, on));
        let mut household = Vec::new();
        if let Some(spouse) = &spouse {
            household.push(self.relative(county, spouse, &relation.spouse));
        }
        if is_single || (old >= 27 && self.draw.in_hundred(45)) {
            let father = if person.sex == Sex::Male { Some(person) } else { spouse.as_ref() };
            let under = self.value("C1.7", "child_under", on).filter(|_| is_single);
            let child = self.child(father, old, under, on);
            let called = if child.sex == Sex::Male { &relation.son } else { &relation.daughter };
            household.push(self.relative(county, &child, called));
        }
        if old < 30 && household.is_empty() && self.draw.in_hundred(60) {
            let parent = self.parent(person, old, on);
            let called = if parent.sex == Sex::Male { &relation.father } else { &relation.mother };
            household.push(self.relative(county, &parent, called));
        }
        household
    }

    fn spouse(&self, person: &Body, old: usize, on: Date) -> Body {
        let sex = if person.sex == Sex::Male { Sex::Female } else { Sex::Male };
        self.body(sex, self.aged(old.saturating_sub(self.draw.below(3)).max(20), on), None)
    }

    /// A child, under an age where that is asked for.
    fn child(&self, father: Option<&Body>, old: usize, under: Option<usize>, on: Date) -> Body {
        let oldest = old.saturating_sub(24);
        // Two years less, so that the child is still under the age when the case is decided.
        let oldest = under.map_or(oldest, |under| oldest.min(under.saturating_sub(2)));
        let sex = if self.draw.in_hundred(50) { Sex::Male } else { Sex::Female };
        let born = self.aged(self.draw.between(1, oldest), on);
        self.body(sex, born, Some(self.family(father)))
    }

    fn parent(&self, person: &Body, old: usize, on: Date) -> Body {
        let is_father = self.draw.in_hundred(50);
        let sex = if is_father { Sex::Male } else { Sex::Female };
        let born = self.aged(old + self.draw.between(22, 30), on);
        self.body(sex, born, Some(self.family(Some(person).filter(|_| is_father))))
    }

    /// The surname that a family shares; another where it is not known.
    fn family(&self, of: Option<&Body>) -> String {
        of.and_then(|body| body.surname.clone()).unwrap_or_else(|| self.surname())
    }

    /// Not everybody has brought the numbers of their relatives.
    fn relative(&self, county: &str, body: &Body, relation: &str) -> Relative {
        let number = self.number(county, body.born, body.sex);
        let number = if self.draw.in_hundred(80) { number } else { String::new() };
        Relative { name: body.name.clone(), relation: relation.to_owned(), number }
    }
}

//! The assistance of one person in the books.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::demo::year::numbers::{Every, Numbers};

/// The assistance of somebody.
#[derive(Clone, Debug)]
pub(in crate::demo::year) struct Helped {
    /// Sign-in name of who helps.
    pub helper: Option<String>,
    /// The class, its rhythm, and since when.
    pub class: Option<(String, Every, Date)>,
    /// Whether the agreement is signed.
    pub signed: bool,
    /// How many offers were refused.
    pub refused: u32,
    /// The job for which it rests.
    pub rests: Option<u32>,
    runs_since: Date,
    reached: Option<Date>,
    /// By when a helper is named, the class set, the agreement signed.
    terms: [Timestamp; 3],
}

impl Helped {
    /// It began on a day; who was determined before the register began has longer terms.
    pub(in crate::demo::year) fn opened(on: Date, is_stock: bool, numbers: &Numbers) -> Option<Helped> {
        let term = |days| numbers.closes(on, if is_stock { numbers.opening_stock } else { days });
        Some(Helped {
            helper: None,
            class: None,
            signed: false,
            refused: 0,
            rests: None,
            runs_since: on,
            reached: None,
            terms: [term(numbers.name_helper)?, term(numbers.set_class)?, term(numbers.sign)?],
        })
    }

    pub(super) fn set_class(&mut self, class: &str, today: Date, numbers: &Numbers) -> Option<()> {
        self.class = Some((class.to_owned(), *numbers.rhythms.get(class)?, today));
        Some(())
    }

    pub(super) fn contacted(&mut self, today: Date, reached: bool) {
        if reached {
            self.reached = Some(today);
        }
    }

    pub(super) fn works(&mut self, job: u32) {
        self.rests.get_or_insert(job);
    }

    /// A job ended. Says whether assistance went on because of it.
    pub(super) fn lost(&mut self, job: u32, on: Date, jobless: bool, elsewhere: Option<u32>) -> bool {
        if self.rests != Some(job) {
            return false;
        }
        if elsewhere.is_some() {
            self.rests = elsewhere;
            return false;
        }
        if jobless {
            (self.rests, self.runs_since) = (None, on);
        }
        jobless
    }

    /// The last day on which the next contact is in time; none while the person works, and before
    /// there is a class.
    pub(in crate::demo::year) fn contact_due(&self, numbers: &Numbers) -> Option<Date> {
        let (_, every, since) = self.class.as_ref().filter(|_| self.rests.is_none())?;
        let from = self.reached.unwrap_or(*since).max(*since).max(self.runs_since);
        Some(numbers.next_contact(*every, from))
    }

    /// Whether nobody contacted the person in time.
    pub(in crate::demo::year) fn is_neglected(&self, today: Date, numbers: &Numbers) -> bool {
        self.contact_due(numbers).is_some_and(|due| due < today)
    }

    /// What is owed, with the time.
    pub(in crate::demo::year) fn owed(&self, numbers: &Numbers) -> Vec<(&'static str, Timestamp)> {
        let mut owed = Vec::new();
        let lacks = [self.helper.is_none(), self.class.is_none(), !self.signed];
        for ((name, lacks), term) in
            ["name_helper", "set_class", "sign_agreement"].into_iter().zip(lacks).zip(self.terms)
        {
            owed.extend(lacks.then_some((name, term)));
        }
        let last = self.contact_due(numbers).and_then(|day| numbers.at(day, Time::constant(23, 59, 59, 0)));
        owed.extend(last.map(|at| ("contact", at)));
        owed
    }
}

//! What the resident answered.

use serde::{Deserialize, Serialize};

use crate::employment::words;
use crate::sealed::Sealed;

words! {
    /// How content somebody is.
    Grade {
        /// 非常滿意.
        VerySatisfied = "very_satisfied",
        /// 滿意.
        Satisfied = "satisfied",
        /// 基本滿意.
        Fair = "fair",
        /// 不滿意.
        Dissatisfied = "dissatisfied",
        /// 非常不滿意.
        VeryDissatisfied = "very_dissatisfied",
    }
}

words! {
    /// What is rated apart (A9).
    Aspect {
        /// Whether it was explained so that it was understood.
        Clarity = "clarity",
        /// How one was received.
        Manner = "manner",
        /// What came of it.
        Result = "result",
    }
}

words! {
    /// Whether any money was asked for (A8). It is always asked.
    Charged {
        /// None was.
        No = "no",
        /// Some was.
        Yes = "yes",
        /// They would rather not say.
        Unsaid = "unsaid",
    }
}

words! {
    /// Why a rating does not count before somebody has looked at it.
    Suspicion {
        /// It came from a browser in which staff are signed in.
        StaffDevice = "staff_device",
        /// Too many came from one address in a short time.
        Rate = "rate",
    }
}

impl Grade {
    /// Its place, 1 for the best.
    pub fn place(self) -> u16 {
        Grade::ALL.iter().zip(1..).find(|(grade, _)| **grade == self).map_or(0, |(_, place)| place)
    }
}

/// What the resident answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Whether it was explained so that it was understood.
    pub clarity: Grade,
    /// How one was received.
    pub manner: Grade,
    /// What came of it.
    pub result: Grade,
    /// Whether any money was asked for.
    pub charged: Charged,
    /// What they say besides; empty where nothing.
    pub words: Sealed<String>,
}

impl Answers {
    /// The grade of an aspect.
    pub fn of(&self, aspect: Aspect) -> Grade {
        match aspect {
            Aspect::Clarity => self.clarity,
            Aspect::Manner => self.manner,
            Aspect::Result => self.result,
        }
    }

    /// The worst of the three.
    pub fn worst(&self) -> Grade {
        self.clarity.max(self.manner).max(self.result)
    }
}

//! The lives that a case may lead, as moves in order; and where the demo leaves it.

use leye_domain::case::{ReceiptStep, StateName};

use super::draw::Draw;

/// A move of a case: an act, or a period that runs out by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Submitted and accepted at once.
    SubmitAccepted,
    Submit,
    Accept,
    /// By itself: nobody said anything in time.
    DeemedAccepted,
    RequestCorrection,
    SupplyCorrection,
    /// By itself: the applicant supplied nothing in time.
    Lapses,
    PassInitialReview,
    FailInitialReview,
    CompleteForm,
    PostNotice,
    /// Posted again because the posted facts changed.
    PostAgain,
    Object,
    Dismiss,
    Uphold,
    /// By itself: the period of the notice ended.
    NoticeEnds,
    RecordEntry,
    Forward,
    Take,
    PassSecondReview,
    ReturnToStation,
    Refuse,
    Confirm,
    ReturnToOffice,
    Annotate,
    ReceiveBack,
    HandBack,
    Extend,
    Withdraw,
    RecordReceipt(ReceiptStep),
}

impl What {
    /// Whether the service does it, when a period has run out.
    pub(super) fn is_by_itself(self) -> bool {
        matches!(self, What::DeemedAccepted | What::Lapses | What::NoticeEnds)
    }

    /// Whether the clock that ran before goes on after it.
    pub(super) fn keeps_clock(self) -> bool {
        use What as W;
        matches!(self, W::Take | W::RecordEntry | W::ReceiveBack | W::RecordReceipt(_) | W::Extend)
    }

    /// The step of the outside system in which it leaves a receipt.
    pub(super) fn receipt(self) -> Option<ReceiptStep> {
        match self {
            What::RecordEntry => Some(ReceiptStep::Entry),
            What::PassSecondReview => Some(ReceiptStep::SecondReview),
            What::Confirm => Some(ReceiptStep::Confirmation),
            _ => None,
        }
    }

    /// The state whose time limit it has to keep.
    pub(super) fn limit(self) -> Option<StateName> {
        use What as W;
        match self {
            W::Accept => Some(StateName::Received),
            W::PassInitialReview | W::FailInitialReview => Some(StateName::InitialReview),
            W::CompleteForm => Some(StateName::Form),
            W::PostNotice => Some(StateName::Posting),
            W::Dismiss | W::Uphold => Some(StateName::Objection),
            W::RecordEntry => Some(StateName::Entry),
            W::PassSecondReview | W::ReturnToStation => Some(StateName::SecondReview),
            W::PostAgain | W::Refuse => Some(StateName::Returned),
            W::Confirm | W::ReturnToOffice => Some(StateName::Confirmation),
            W::Annotate => Some(StateName::Annotation),
            W::ReceiveBack => Some(StateName::PapersBack),
            _ => None,
        }
    }
}

/// How a case comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intake {
    AtOnce,
    Later,
    CorrectedBefore,
    CorrectedDuring,
    Silence,
}

/// What is out of the ordinary in a life.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turns {
    pub intake: Intake,
    pub objection: bool,
    /// How often the office sends it back.
    pub returns: usize,
    pub posted_again: bool,
    pub bureau_returns: bool,
    /// Whether the office and the bureau take it before they review it.
    pub taken: bool,
}

impl Turns {
    const PLAIN: Turns = Turns {
        intake: Intake::AtOnce,
        objection: false,
        returns: 0,
        posted_again: false,
        bureau_returns: false,
        taken: false,
    };

    /// Mostly plain, now and then not.
    fn drawn(draw: &Draw) -> Turns {
        let intake = match draw.below(100) {
            0..=54 => Intake::AtOnce,
            55..=78 => Intake::Later,
            79..=85 => Intake::CorrectedBefore,
            86..=95 => Intake::CorrectedDuring,
            _ => Intake::Silence,
        };
        let returns = match draw.below(100) {
            0..=86 => 0,
            87..=96 => 1,
            _ => 2,
        };
        Turns {
            intake,
            objection: draw.in_hundred(8),
            returns,
            posted_again: returns > 0 && draw.in_hundred(40),
            bureau_returns: draw.in_hundred(6),
            taken: draw.in_hundred(50),
        }
    }
}

/// Where the demo leaves a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// The state in which it is left.
    pub state: StateName,
    /// How many of two hundred.
    pub weight: usize,
    /// What must happen on the way.
    turns: fn(Turns) -> Turns,
    /// The move after which it is left, one of these …
    last: &'static [What],
    /// … when it comes for this time, counted from 1,
    nth: usize,
    /// and what is done beyond it.
    tail: &'static [What],
}

/// Every way to be left that is not completion.
pub(super) const ENDS: [End; 35] = [
    end(StateName::Received, 5, silent, &[What::Submit]),
    end(StateName::Correction, 3, corrected_before, &[What::RequestCorrection]),
    end(StateName::Correction, 3, corrected_during, &[What::RequestCorrection]),
    end(StateName::InitialReview, 4, at_once, &[What::SubmitAccepted]),
    end(StateName::InitialReview, 1, silent, &[What::DeemedAccepted]),
    end(StateName::InitialReview, 1, corrected_during, &[What::SupplyCorrection]),
    end(StateName::InitialReview, 1, at_once, &[What::SubmitAccepted]).and(&[What::Extend]),
    end(StateName::Form, 3, any, &[What::PassInitialReview]),
    end(StateName::Posting, 3, any, &[What::CompleteForm]),
    end(StateName::Notice, 5, any, &[What::PostNotice]),
    end(StateName::Notice, 1, objected, &[What::Dismiss]),
    end(StateName::Objection, 3, objected, &[What::Object]),
    end(StateName::Entry, 3, any, &[What::NoticeEnds]),
    end(StateName::Entry, 3, any, &[What::RecordEntry]),
    end(StateName::SecondReview, 3, any, &[What::Forward]),
    end(StateName::SecondReview, 2, any, &[What::Forward]).and(&[What::Take]),
    end(StateName::SecondReview, 1, bureau_returns, &[What::ReturnToOffice]),
    end(StateName::SecondReview, 1, returned, &[What::Forward]).time(2),
    end(StateName::Returned, 3, returned, &[What::ReturnToStation]),
    end(StateName::Returned, 2, returned_twice, &[What::ReturnToStation]).time(2),
    end(StateName::Confirmation, 3, any, &[What::PassSecondReview]),
    end(StateName::Confirmation, 2, any, &[What::PassSecondReview]).and(&[What::Take]),
    end(StateName::Confirmation, 1, any, &[What::PassSecondReview]).and(&[What::Extend]),
    end(StateName::Annotation, 4, any, &[What::Confirm]),
    end(StateName::PapersBack, 3, any, &[What::Annotate]),
    end(StateName::PapersBack, 3, any, &[What::ReceiveBack]),
    end(StateName::Refused, 3, at_once, &[What::SubmitAccepted]).and(&[What::FailInitialReview]),
    end(StateName::Refused, 2, objected, &[What::Object]).and(&[What::Uphold]),
    end(StateName::Refused, 2, returned, &[What::ReturnToStation]).and(&[What::Refuse]),
    end(StateName::Withdrawn, 1, corrected_before, &[What::RequestCorrection]).and(&[What::Withdraw]),
    end(StateName::Withdrawn, 1, at_once, &[What::SubmitAccepted]).and(&[What::Withdraw]),
    end(StateName::Withdrawn, 1, any, &[What::PostNotice]).and(&[What::Withdraw]),
    end(StateName::Withdrawn, 1, any, &[What::Forward]).and(&[What::Withdraw]),
    end(StateName::Withdrawn, 1, corrected_before, &[What::RequestCorrection]).and(&[What::Lapses]),
    end(StateName::Withdrawn, 1, corrected_during, &[What::RequestCorrection]).and(&[What::Lapses]),
];

/// The way to the end.
pub(super) const COMPLETED: End = end(StateName::Completed, 0, any, &[What::HandBack]);

const fn end(state: StateName, weight: usize, turns: fn(Turns) -> Turns, last: &'static [What]) -> End {
    End { state, weight, turns, last, nth: 1, tail: &[] }
}

impl End {
    const fn and(self, tail: &'static [What]) -> End {
        End { tail, ..self }
    }

    const fn time(self, nth: usize) -> End {
        End { nth, ..self }
    }

    /// Whether somebody has to do something about the case still.
    pub(super) fn is_open(&self) -> bool {
        self.state.level().is_some()
    }

    /// Whether it takes a head of the station.
    pub(super) fn extends_at_station(&self) -> bool {
        self.state == StateName::InitialReview && self.tail.contains(&What::Extend)
    }

    /// A life that leads here.
    pub(super) fn moves(&self, draw: &Draw) -> Vec<What> {
        let mut moves = life((self.turns)(Turns::drawn(draw)));
        let mut seen = 0;
        let is_last = |what: &What| {
            seen += usize::from(self.last.contains(what));
            seen == self.nth
        };
        if let Some(at) = moves.iter().position(is_last) {
            moves.truncate(at + 1);
        }
        moves.extend(self.tail);
        moves
    }
}

fn any(turns: Turns) -> Turns {
    turns
}

fn at_once(turns: Turns) -> Turns {
    Turns { intake: Intake::AtOnce, ..turns }
}

fn silent(turns: Turns) -> Turns {
    Turns { intake: Intake::Silence, ..turns }
}

fn corrected_before(turns: Turns) -> Turns {
    Turns { intake: Intake::CorrectedBefore, ..turns }
}

fn corrected_during(turns: Turns) -> Turns {
    Turns { intake: Intake::CorrectedDuring, ..turns }
}

fn objected(turns: Turns) -> Turns {
    Turns { objection: true, ..turns }
}

fn returned(turns: Turns) -> Turns {
    Turns { returns: 1, posted_again: false, ..turns }
}

fn returned_twice(_: Turns) -> Turns {
    Turns { returns: 2, ..Turns::PLAIN }
}

fn bureau_returns(turns: Turns) -> Turns {
    Turns { bureau_returns: true, ..turns }
}

/// A whole life, from the application to the papers back.
fn life(turns: Turns) -> Vec<What> {
    use What as W;
    let mut moves: Vec<What> = match turns.intake {
        Intake::AtOnce => vec![W::SubmitAccepted],
        Intake::Later => vec![W::Submit, W::Accept],
        Intake::CorrectedBefore => vec![W::Submit, W::RequestCorrection, W::SupplyCorrection],
        Intake::CorrectedDuring => vec![W::SubmitAccepted, W::RequestCorrection, W::SupplyCorrection],
        Intake::Silence => vec![W::Submit, W::DeemedAccepted],
    };
    moves.extend([W::PassInitialReview, W::CompleteForm, W::PostNotice]);
    if turns.objection {
        moves.extend([W::Object, W::Dismiss]);
    }
    let entered = [W::NoticeEnds, W::RecordEntry, W::Forward];
    moves.extend(entered);
    for _ in 0..turns.returns {
        moves.push(W::ReturnToStation);
        if turns.posted_again {
            moves.push(W::PostAgain);
            moves.extend(entered);
        } else {
            moves.push(W::Forward);
        }
    }
    let take = turns.taken.then_some(W::Take);
    moves.extend(take);
    moves.push(W::PassSecondReview);
    if turns.bureau_returns {
        moves.extend([W::ReturnToOffice, W::PassSecondReview]);
    }
    moves.extend(take);
    moves.extend([W::Confirm, W::Annotate, W::ReceiveBack, W::HandBack]);
    moves
}

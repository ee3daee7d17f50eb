//! What holds after any row of acts, whoever tries them in whatever order.

use jiff::Span;
use leye_domain::assistance::{Answer, Assistance, AssistanceAct, ContactHow, GoalOutcome, OwedKind};
use proptest::collection::vec;
use proptest::prelude::*;

use super::world::{MONDAY, World, class, user};
use super::{offer, refused};

fn act(kind: usize, number: u32, day: jiff::civil::Date) -> AssistanceAct {
    let text = || "because".to_owned();
    match kind {
        0 => AssistanceAct::NameHelper { helper: user(["mei", "tao"][number as usize % 2]), reason: text() },
        1 => AssistanceAct::HandHelper { to: user(["mei", "tao"][number as usize % 2]), reason: text() },
        2 => AssistanceAct::TakeHelper,
        3 => class(["A", "B", "C"][number as usize % 3]),
        4 => AssistanceAct::SignAgreement { on: day, by: text() },
        5 => AssistanceAct::MakeContact {
            how: ContactHow::Visit,
            on: day,
            reached: number.is_multiple_of(2),
            about: text(),
        },
        6 => offer(day),
        7 => refused(number, day),
        8 => AssistanceAct::AnswerOffer { offer: number, on: day, answer: Answer::NoAnswer },
        9 => AssistanceAct::ProposeExit {
            article: ["E2", "E12", "R1"][number as usize % 3].to_owned(),
            evidence: text(),
        },
        10 => AssistanceAct::HearPerson { on: day, answer: text() },
        11 => AssistanceAct::ObjectToExit { on: day, objection: text() },
        12 => AssistanceAct::DropExit { reason: text() },
        13 => AssistanceAct::EffectExit { finding: text() },
        14 => AssistanceAct::Reopen { finding: text() },
        15 => AssistanceAct::SetGoal {
            goal: (number > 1).then_some(number),
            what: text(),
            steps: vec![text()],
            done: [0].into(),
            by: None,
        },
        _ => AssistanceAct::SettleGoal { goal: number, outcome: GoalOutcome::Reached, reason: text() },
    }
}

fn lawful(world: &World) -> Result<(), TestCaseError> {
    let now = &world.now;
    let has = |kind| now.owed().iter().filter(|owed| owed.kind == kind).count();
    prop_assert_eq!(now.is_ended(), now.grounds.get().is_some_and(std::collections::BTreeSet::is_empty));
    let contacts = usize::from(now.class.is_some() && !now.is_resting() && !now.is_ended());
    prop_assert_eq!(has(OwedKind::Contact), contacts);
    prop_assert_eq!(has(OwedKind::SettleExit), usize::from(now.exit.is_some()));
    prop_assert!(!now.is_ended() || now.owed().is_empty());
    let told = world.events.iter().map(|(event, who, at)| (event, who.as_str(), *at));
    let folded = Assistance::fold(told);
    prop_assert_eq!(folded.as_ref(), Some(now));
    let kept: Assistance = serde_json::from_value(serde_json::to_value(now).expect("written")).expect("read");
    prop_assert_eq!(&kept, now);
    Ok(())
}

proptest! {
    #[test]
    fn an_assistance_is_what_its_events_say(steps in vec((0..17usize, 0..3usize, 1..4u32, 0..9i64), 1..60)) {
        let mut world = World::opened("C1.1 C1.4");
        let mut day = MONDAY;
        let mut job = 0;
        for (kind, who, number, days) in steps {
            day = day.saturating_add(Span::new().days(days));
            let who = ["head", "mei", "tao"][who];
            if let Ok(events) = world.tries(who, day, act(kind, number, day)) {
                for event in events {
                    world.happens(event, who, day);
                }
            }
            let moved = if days == 8 { world.now.rest(job + 1, day) } else { world.now.resume(job, day, "lost") };
            if let (Ok(event), 7..) = (moved, days) {
                job += u32::from(days == 8);
                world.happens(event, "service", day);
            }
            lawful(&world)?;
        }
    }
}

//! A guidance note: asked, answered, asked again, accepted.

use jiff::civil::date;
use leye_domain::id::GuidanceId;
use leye_domain::staff::{Role, Staff};
use leye_domain::supervision::{Guidance, GuidanceAct, NewGuidance, SupervisionRefusal, Terms, Topic, give};

use super::{BUREAU, OFFICE, STATION, at, code, staff};

fn terms() -> Terms {
    Terms { put_right: at(date(2026, 3, 9), 17, 0), second_look: at(date(2026, 3, 12), 17, 0) }
}

fn new(agency: &str) -> NewGuidance {
    let (id, text) = (GuidanceId::new("230102", 3), "回訪單要寫清工資發放日".to_owned());
    NewGuidance { id, agency: code(agency), topic: Topic::Work, text }
}

fn office() -> Staff {
    staff("wang.fang", Role::Reviewer, OFFICE)
}

fn station() -> Staff {
    staff("li.na", Role::Clerk, STATION)
}

fn given() -> Guidance {
    let event = give(new(STATION), &office(), terms().put_right).expect("as it is written here");
    Guidance::begin(&event, "wang.fang", at(date(2026, 3, 2), 9, 0)).expect("as it is written here")
}

fn act(note: &Guidance, act: GuidanceAct, who: &Staff) -> Result<Guidance, SupervisionRefusal> {
    let event = note.decide(act, who, terms())?;
    Ok(note.clone().after(&event, who.user.as_str(), at(date(2026, 3, 4), 9, 0)).expect("it follows"))
}

fn answer() -> GuidanceAct {
    GuidanceAct::Answer { answer: "已補寫".into() }
}

fn accept() -> GuidanceAct {
    GuidanceAct::Accept { note: String::new() }
}

#[test]
fn a_note_is_owed_until_its_answer_is_accepted() {
    let note = act(&given(), answer(), &station()).expect("answered");
    assert_eq!((note.state(), note.progress.due()), ("answered", Some(terms().second_look)));
    let again = GuidanceAct::AskAgain { text: "還缺兩份".into() };
    let note = act(&note, again, &office()).expect("asked again");
    assert_eq!((note.state(), note.rounds.len()), ("given", 1));
    let note =
        act(&act(&note, answer(), &station()).expect("answered"), accept(), &office()).expect("accepted");
    assert_eq!((note.state(), note.progress.due(), note.version), ("accepted", None, 5));
}

#[test]
fn a_note_comes_from_above_and_nobody_accepts_their_own_answer() {
    let refused = |agency, who: &Staff| give(new(agency), who, terms().put_right).unwrap_err();
    assert_eq!(refused(STATION, &station()), SupervisionRefusal::NotSupervising);
    assert_eq!(refused(BUREAU, &office()), SupervisionRefusal::NotBelow { agency: code(BUREAU) });
    let bureau = staff("zhao.min", Role::Inspector, BUREAU);
    assert!(give(new(OFFICE), &bureau, terms().put_right).is_ok(), "a bureau guides offices too");
    assert_eq!(
        act(&given(), answer(), &office()),
        Err(SupervisionRefusal::NotNamed { agency: code(STATION) })
    );
    assert_eq!(act(&given(), accept(), &office()), Err(SupervisionRefusal::NotNow { state: "given" }));
    let answered = act(&given(), answer(), &station()).expect("answered");
    assert_eq!(
        act(&answered, accept(), &bureau),
        Err(SupervisionRefusal::NotKeeper { agency: code(OFFICE) })
    );
    let moved = staff("li.na", Role::Clerk, OFFICE);
    assert_eq!(act(&answered, accept(), &moved), Err(SupervisionRefusal::OwnAnswer));
    let silent = GuidanceAct::Answer { answer: " ".into() };
    assert_eq!(act(&given(), silent, &station()), Err(SupervisionRefusal::Text { field: "answer" }));
}

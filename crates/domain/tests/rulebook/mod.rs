//! Drafts of packs: who may do what, in which order, until when.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use leye_domain::id::UserName;
use leye_domain::rulebook::{
    Done, DraftFacts, DraftProgress, Entry, Rulebook, RulebookAct, RulebookEvent, RulebookRefusal, decide,
};

const TODAY: Date = date(2026, 11, 23);

fn user(name: &str) -> UserName {
    UserName::parse(name).expect("a sign-in name")
}

fn facts(files: &str) -> DraftFacts {
    DraftFacts {
        pack: "harbin".to_owned(),
        hash: format!("hash of {files}"),
        files: files.to_owned(),
        from: date(2010, 10, 1),
        to: Some(date(2030, 12, 31)),
        examples: 3,
        failed: 0,
        note: String::new(),
    }
}

/// A book and what is done to it, one act after the other.
#[derive(Default)]
struct Desk {
    entries: Vec<Entry>,
}

impl Desk {
    fn book(&self) -> Rulebook {
        Rulebook::fold(self.entries.clone()).expect("entries that fit")
    }

    fn act(&mut self, by: &str, act: RulebookAct, today: Date) -> Result<RulebookEvent, RulebookRefusal> {
        let event = decide(&self.book(), act, &user(by), today)?;
        let done = Done { by: user(by), at: Timestamp::UNIX_EPOCH };
        self.entries.push(Entry { event: event.clone(), done });
        Ok(event)
    }

    fn upload(&mut self, files: &str) {
        self.act("anna", RulebookAct::Upload(facts(files)), TODAY).expect("possible");
    }

    fn propose(&mut self, draft: u32, in_force: Date) -> Result<RulebookEvent, RulebookRefusal> {
        self.act("anna", RulebookAct::Propose { draft, in_force }, TODAY)
    }

    fn publish(&mut self, by: &str, draft: u32) -> Result<RulebookEvent, RulebookRefusal> {
        self.act(by, RulebookAct::Publish { draft }, TODAY)
    }

    fn withdraw(&mut self, draft: u32, today: Date) -> Result<RulebookEvent, RulebookRefusal> {
        self.act("bert", RulebookAct::Withdraw { draft, reason: "a slip".to_owned() }, today)
    }
}

fn published(day: Date) -> Desk {
    let mut desk = Desk::default();
    desk.upload("a");
    desk.propose(1, day).expect("possible");
    desk.publish("bert", 1).expect("possible");
    desk
}

#[test]
fn two_people_publish_a_draft() {
    let desk = published(TODAY);
    let book = desk.book();
    assert_eq!(book.version, 3);
    assert_eq!(
        book.published().iter().map(|(day, draft)| (*day, draft.number)).collect::<Vec<_>>(),
        [(TODAY, 1)]
    );
}

#[test]
fn whoever_proposes_does_not_publish() {
    let mut desk = Desk::default();
    desk.upload("a");
    desk.propose(1, TODAY).expect("possible");
    assert_eq!(desk.publish("anna", 1), Err(RulebookRefusal::SamePerson));
}

#[test]
fn what_nobody_proposed_is_not_published() {
    let mut desk = Desk::default();
    desk.upload("a");
    assert_eq!(desk.publish("bert", 1), Err(RulebookRefusal::NotProposed));
    assert_eq!(desk.publish("bert", 2), Err(RulebookRefusal::NoSuchDraft));
}

#[test]
fn nothing_is_published_twice() {
    assert_eq!(published(TODAY).publish("cora", 1), Err(RulebookRefusal::NotProposed));
}

#[test]
fn rules_are_never_in_force_backwards() {
    let mut desk = Desk::default();
    desk.upload("a");
    let yesterday = date(2026, 11, 22);
    assert_eq!(desk.propose(1, yesterday), Err(RulebookRefusal::InPast { day: yesterday }));
    desk.propose(1, TODAY).expect("possible");
    let late = desk.act("bert", RulebookAct::Publish { draft: 1 }, date(2026, 11, 24));
    assert_eq!(late, Err(RulebookRefusal::InPast { day: TODAY }));
}

#[test]
fn the_day_lies_in_the_period_of_the_drafts_own_rules() {
    let mut desk = Desk::default();
    desk.upload("a");
    let day = date(2031, 1, 1);
    assert_eq!(desk.propose(1, day), Err(RulebookRefusal::OutsidePeriod { day }));
}

#[test]
fn a_pack_begins_after_the_newest_published_one() {
    let first = date(2027, 1, 1);
    let mut desk = published(first);
    desk.upload("b");
    let refused = Err(RulebookRefusal::BeforeNewest { draft: 1, day: first });
    assert_eq!(desk.propose(2, first), refused);
    assert_eq!(desk.propose(2, TODAY), refused);
    desk.propose(2, date(2027, 1, 2)).unwrap();
}

#[test]
fn of_two_proposals_for_one_day_only_the_first_is_published() {
    let mut desk = Desk::default();
    desk.upload("a");
    desk.upload("b");
    desk.propose(1, TODAY).expect("possible");
    desk.propose(2, TODAY).expect("possible");
    desk.publish("bert", 2).unwrap();
    assert_eq!(desk.publish("bert", 1), Err(RulebookRefusal::BeforeNewest { draft: 2, day: TODAY }));
}

#[test]
fn a_draft_whose_examples_fail_is_not_proposed() {
    let mut desk = Desk::default();
    let failing = DraftFacts { failed: 2, ..facts("a") };
    desk.act("anna", RulebookAct::Upload(failing), TODAY).expect("possible");
    assert_eq!(desk.propose(1, TODAY), Err(RulebookRefusal::ExamplesFail { failed: 2 }));
}

#[test]
fn a_published_pack_is_withdrawn_before_its_day_and_not_on_it() {
    let day = date(2027, 1, 1);
    assert_eq!(published(day).withdraw(1, day), Err(RulebookRefusal::InForce { day }));
    let mut desk = published(day);
    desk.withdraw(1, date(2026, 12, 31)).unwrap();
    let book = desk.book();
    assert!(book.published().is_empty());
    let progress = &book.drafts[&1].progress;
    assert!(matches!(progress, DraftProgress::Withdrawn { was_in_force, .. } if *was_in_force == Some(day)));
    assert_eq!(desk.withdraw(1, TODAY), Err(RulebookRefusal::Withdrawn));
}

#[test]
fn a_withdrawn_pack_no_longer_stands_in_the_way() {
    let mut desk = published(date(2027, 1, 1));
    desk.withdraw(1, TODAY).expect("possible");
    desk.upload("b");
    desk.propose(2, TODAY).expect("possible");
    desk.publish("bert", 2).unwrap();
}

#[test]
fn a_withdrawal_says_why() {
    let mut desk = published(date(2027, 1, 1));
    let act = RulebookAct::Withdraw { draft: 1, reason: "  ".to_owned() };
    assert_eq!(desk.act("bert", act, TODAY), Err(RulebookRefusal::NoReason));
}

#[test]
fn the_same_files_are_one_draft_until_it_is_withdrawn() {
    let mut desk = Desk::default();
    desk.upload("a");
    let again = desk.act("bert", RulebookAct::Upload(facts("a")), TODAY);
    assert_eq!(again, Err(RulebookRefusal::SameFiles { draft: 1 }));
    desk.withdraw(1, TODAY).expect("possible");
    desk.upload("a");
    assert_eq!(desk.book().drafts.len(), 2);
}

#[test]
fn events_that_do_not_follow_from_one_another_are_not_folded() {
    let done = Done { by: user("anna"), at: Timestamp::UNIX_EPOCH };
    let event = RulebookEvent::DraftPublished { draft: 1, in_force: TODAY };
    assert_eq!(Rulebook::fold([Entry { event, done }]), None);
}

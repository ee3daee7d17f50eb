//! Papers of a case: what may be done to each, by whom, and where it is after any row of acts.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::id::CaseId;
use leye_domain::paper::{
    IssuedFacts, Keeper, MOST_SCANS, PaperAct, PaperEvent, PaperRefusal, Papers, ScanFacts, Source, decide,
};

const CASE: &str = "230102-2026-00000001";

fn agency(code: &str) -> AgencyCode {
    code.parse().expect("a code")
}

fn station() -> AgencyCode {
    agency("230102001001")
}

fn office() -> AgencyCode {
    station().at(leye_domain::agency::Level::Office)
}

fn bureau() -> AgencyCode {
    station().at(leye_domain::agency::Level::Bureau)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("an instant")
}

fn none() -> Papers {
    Papers::new(CaseId::parse(CASE).expect("an id"))
}

fn try_to(papers: &Papers, who: &AgencyCode, act: PaperAct) -> Result<PaperEvent, PaperRefusal> {
    decide(papers, act, who, &station())
}

/// Does it; the papers after it.
fn done(papers: Papers, who: &AgencyCode, act: PaperAct) -> Papers {
    let event = try_to(&papers, who, act).expect("it may be done");
    let now = at(papers.version);
    papers.after((&event, "somebody", now)).expect("it follows")
}

fn scan(digest: &str) -> ScanFacts {
    ScanFacts {
        title: "identity card".to_owned().into(),
        media: "image/jpeg".to_owned(),
        bytes: 1,
        digest: digest.to_owned(),
        proves: std::iter::once("id_card".to_owned()).collect::<std::collections::BTreeSet<_>>().into(),
        source: Source::Counter,
        signed: None,
    }
}

fn taken() -> Papers {
    done(none(), &station(), PaperAct::TakeOriginal { title: " booklet ".into(), due: at(100) })
}

fn sent() -> Papers {
    done(taken(), &station(), PaperAct::SendOriginal { original: 1, to: bureau(), due: at(50) })
}

#[test]
fn an_original_goes_up_and_comes_back_and_somebody_has_it_at_every_moment() {
    let papers = sent();
    // Until the bureau has said so the station answers for it.
    assert_eq!(papers.originals[&1].keeper, Keeper::Agency(station()));
    let papers = done(papers, &bureau(), PaperAct::AcknowledgeOriginal { original: 1, due: at(200) });
    assert_eq!(papers.originals[&1].keeper, Keeper::Agency(bureau()));
    assert_eq!(papers.originals[&1].due, at(200));
    let papers = done(papers, &bureau(), PaperAct::SendOriginal { original: 1, to: station(), due: at(250) });
    let papers = done(papers, &station(), PaperAct::AcknowledgeOriginal { original: 1, due: at(300) });
    let back = PaperAct::GiveOriginalBack { original: 1, signed_by: "柳暖秋".into() };
    let papers = done(papers, &station(), back.clone());
    assert_eq!(papers.originals[&1].keeper, Keeper::Resident);
    assert_eq!(papers.out().count(), 0);
    assert_eq!(try_to(&papers, &station(), back), Err(PaperRefusal::NotHere), "only once");
}

#[test]
fn nobody_does_with_an_original_what_is_not_theirs_to_do() {
    let take = PaperAct::TakeOriginal { title: "booklet".into(), due: at(1) };
    assert_eq!(try_to(&none(), &office(), take), Err(PaperRefusal::NotTheStation));
    let blank = PaperAct::TakeOriginal { title: " ".into(), due: at(1) };
    assert_eq!(try_to(&none(), &station(), blank), Err(PaperRefusal::Missing { field: "title" }));
    let long = PaperAct::TakeOriginal { title: "證".repeat(201), due: at(1) };
    assert_eq!(try_to(&none(), &station(), long), Err(PaperRefusal::TooLong { field: "title" }));
    let to = |to: &AgencyCode| PaperAct::SendOriginal { original: 1, to: to.clone(), due: at(1) };
    assert_eq!(try_to(&taken(), &station(), to(&station())), Err(PaperRefusal::WrongWay), "to itself");
    let elsewhere = agency("230103001001");
    assert_eq!(try_to(&taken(), &station(), to(&elsewhere)), Err(PaperRefusal::WrongWay), "another district");
    assert_eq!(
        try_to(&taken(), &office(), to(&bureau())),
        Err(PaperRefusal::NotHere),
        "the office has it not"
    );
    assert_eq!(
        try_to(&sent(), &station(), to(&office())),
        Err(PaperRefusal::OnTheWay { to: bureau() }),
        "it is on its way"
    );
    let got = PaperAct::AcknowledgeOriginal { original: 1, due: at(1) };
    assert_eq!(try_to(&sent(), &office(), got.clone()), Err(PaperRefusal::NotSentHere));
    let back = PaperAct::GiveOriginalBack { original: 1, signed_by: "x".into() };
    assert_eq!(try_to(&sent(), &bureau(), back), Err(PaperRefusal::NotTheStation));
    let unknown = PaperAct::AcknowledgeOriginal { original: 2, due: at(1) };
    assert_eq!(try_to(&sent(), &bureau(), unknown), Err(PaperRefusal::NoSuchPaper));
}

#[test]
fn a_lost_original_stays_lost_until_somebody_has_it() {
    let note = |note: &str| PaperAct::ReportLost { original: 1, note: note.into() };
    assert_eq!(
        try_to(&sent(), &office(), note("x")),
        Err(PaperRefusal::NotHere),
        "who has nothing to do with it"
    );
    // Who waits for it may say that it did not come.
    let papers = done(sent(), &bureau(), note("not in the bag"));
    assert_eq!(try_to(&papers, &bureau(), note("again")), Err(PaperRefusal::DoneBefore));
    let got = PaperAct::AcknowledgeOriginal { original: 1, due: at(1) };
    assert_eq!(try_to(&papers, &bureau(), got), Err(PaperRefusal::IsLost));
    let found = PaperAct::ReportFound { original: 1, due: at(400) };
    let papers = done(papers, &office(), found.clone());
    assert_eq!(papers.originals[&1].keeper, Keeper::Agency(office()));
    assert!(papers.originals[&1].lost.is_none() && papers.originals[&1].on_the_way.is_none());
    assert_eq!(try_to(&papers, &office(), found), Err(PaperRefusal::NotLost));
}

#[test]
fn the_same_photo_is_kept_once_unless_it_was_set_aside() {
    let papers = done(none(), &station(), PaperAct::KeepScan(scan("a")));
    let again = PaperAct::KeepScan(scan("a"));
    assert_eq!(try_to(&papers, &station(), again.clone()), Err(PaperRefusal::SameFile { scan: 1 }));
    let aside = |reason: &str| PaperAct::SetScanAside { scan: 1, reason: reason.into() };
    assert_eq!(try_to(&papers, &station(), aside("")), Err(PaperRefusal::Missing { field: "reason" }));
    let papers = done(papers, &station(), aside("not sharp"));
    assert_eq!(try_to(&papers, &station(), aside("twice")), Err(PaperRefusal::DoneBefore));
    let sort = PaperAct::SortScan { scan: 1, title: "x".into(), proves: std::collections::BTreeSet::new() };
    assert_eq!(try_to(&papers, &station(), sort), Err(PaperRefusal::DoneBefore));
    let papers = done(papers, &station(), again);
    assert_eq!(papers.kept().map(|(number, _)| number).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_case_holds_so_many_photos_and_no_more() {
    let mut papers = none();
    for number in 0..MOST_SCANS {
        papers = done(papers, &station(), PaperAct::KeepScan(scan(&number.to_string())));
    }
    let more = PaperAct::KeepScan(scan("more"));
    assert_eq!(try_to(&papers, &station(), more), Err(PaperRefusal::TooManyScans));
}

#[test]
fn an_issued_paper_is_withdrawn_once_by_who_issued_it() {
    let facts = IssuedFacts {
        form: "decision-confirmed".into(),
        lang: "zh-Hans".into(),
        agency: bureau(),
        case_version: 9,
        bytes: 1,
        digest: "d".into(),
        data_digest: "e".into(),
        signature: None,
    };
    let issue = PaperAct::Issue { code: "C".into(), facts };
    let papers = done(none(), &bureau(), issue.clone());
    assert_eq!(try_to(&papers, &bureau(), issue), Err(PaperRefusal::CodeTaken));
    let withdraw = PaperAct::Withdraw { code: "C".into(), reason: "wrong name".into() };
    assert_eq!(try_to(&papers, &station(), withdraw.clone()), Err(PaperRefusal::NotOurs));
    let papers = done(papers, &bureau(), withdraw.clone());
    assert_eq!(try_to(&papers, &bureau(), withdraw), Err(PaperRefusal::DoneBefore));
}

#[test]
fn every_kind_is_listed_and_reads_back_as_it_was_written() {
    let mut papers = sent();
    papers = done(papers, &bureau(), PaperAct::AcknowledgeOriginal { original: 1, due: at(9) });
    let acts = [
        PaperAct::KeepScan(scan("a")),
        PaperAct::TakeOriginal { title: "b".into(), due: at(1) },
        PaperAct::ReportLost { original: 1, note: "c".into() },
    ];
    for (who, act) in [station(), station(), bureau()].iter().zip(acts) {
        let event = try_to(&papers, who, act).expect("it may be done");
        let written = serde_json::to_value(&event).expect("it is written");
        let kind = written["kind"].as_str().expect("a kind").to_owned();
        assert!(PaperEvent::KINDS.contains(&kind.as_str()), "{kind}");
        assert_eq!(serde_json::from_value::<PaperEvent>(written).expect("it is read"), event);
    }
    // Each listed kind is one that is read: an unknown one fails by its name.
    for kind in PaperEvent::KINDS {
        let empty = serde_json::json!({ "kind": kind, "body": {} });
        let fault =
            serde_json::from_value::<PaperEvent>(empty).expect_err("its facts are missing").to_string();
        assert!(fault.contains("missing field"), "{kind}: {fault}");
    }
}

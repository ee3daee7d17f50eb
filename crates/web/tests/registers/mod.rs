//! What came in by a register, as staff see it.

use std::fmt::Write;

use leye_app::import::{By, Kind, Reading, Report, Request};
use serde_json::json;

use crate::api::office::{BUREAU, OTHER_STATION, STATION, World, application, number};

/// How many employers a page shows.
const PAGE: usize = 50;

async fn imported(world: &World, kind: Kind, agency: &str, text: &str) -> Report {
    let request = Request {
        kind,
        name: "register.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
        reading: Reading::default(),
        agency: Some(agency.parse().expect("an agency")),
        by: By::Console("console".to_owned()),
        dry_run: false,
        skip_bad: false,
    };
    let report = world.app.import(&request, &|_, _| {}).await.expect("a readable register");
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    report
}

/// A credit code with the right check character (GB 32100).
fn credit_code(serial: usize) -> String {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let body = format!("91230102MA{serial:07}");
    let sum: usize = body.chars().zip(WEIGHTS).map(|(c, w)| SIGNS.find(c).expect("a sign") * w).sum();
    let check = SIGNS.chars().nth((31 - sum % 31) % 31).expect("a sign");
    format!("{body}{check}")
}

/// A register of employers called by their number, so that their order is known.
async fn with_employers(count: usize) -> World {
    let world = World::new().await;
    let mut text = "统一社会信用代码,单位名称,行业,联系人,联系电话\n".to_owned();
    for at in 0..count {
        writeln!(text, "{},冰城第{at:03}食品厂,食品,何秀兰,0451-84500{at:03}", credit_code(at))
            .expect("text grows");
    }
    let report = imported(&world, Kind::Employers, BUREAU, &text).await;
    assert_eq!(report.added, count);
    world
}

/// The names of employers that a page links, in its order.
fn named(page: &str) -> Vec<&str> {
    page.split("href=\"/employers/").skip(1).filter_map(|rest| rest.split(['>', '<']).nth(1)).collect()
}

/// Where the link to the next page leads.
fn next(page: &str) -> Option<String> {
    let at = page.find("/employers?after=").or_else(|| page.find("/employers?q="))?;
    let address = page[at..].split('"').next()?;
    Some(address.replace("&amp;", "&").replace("&#38;", "&"))
}

#[tokio::test]
async fn employers_are_listed_by_name_page_by_page() {
    let world = with_employers(PAGE + 3).await;
    let clerk = world.staff("clerk", STATION).await;
    let (status, first) = world.page(&clerk, "/employers").await;
    assert_eq!(status, 200);
    let names = named(&first);
    assert_eq!(names.len(), PAGE, "{first}");
    assert_eq!((names[0], names[PAGE - 1]), ("冰城第000食品厂", "冰城第049食品厂"));
    let (status, second) = world.page(&clerk, &next(&first).expect("more")).await;
    assert_eq!(status, 200);
    assert_eq!(named(&second), ["冰城第050食品厂", "冰城第051食品厂", "冰城第052食品厂"]);
    assert!(!second.contains("href=\"/employers?after="), "there is nothing after the last");
}

#[tokio::test]
async fn employers_are_found_by_code_and_by_a_part_of_the_name() {
    let world = with_employers(5).await;
    let clerk = world.staff("clerk", STATION).await;
    let found = async |q: &str| {
        let (status, page) = world.page(&clerk, &format!("/employers?q={q}")).await;
        assert_eq!(status, 200);
        named(&page).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found(&credit_code(3)).await, ["冰城第003食品厂"]);
    assert_eq!(found(&credit_code(3).to_lowercase()).await, ["冰城第003食品厂"]);
    // 第004
    assert_eq!(found("%E7%AC%AC004").await, ["冰城第004食品厂"]);
    assert_eq!(found(&credit_code(9)).await, Vec::<String>::new());
    // A sign that SQL reads as anything is looked for as it stands.
    assert_eq!(found("%25").await, Vec::<String>::new());
}

#[tokio::test]
async fn an_employer_is_read_by_who_may() {
    let world = with_employers(1).await;
    let row = world.app.store().employer_by_code("230102", &credit_code(0)).await;
    let address = format!("/employers/{}", row.expect("it can be read").expect("the employer").id);
    for (role, agency) in [("clerk", STATION), ("clerk", OTHER_STATION), ("inspector", BUREAU)] {
        let staff = world.staff(role, agency).await;
        let (status, page) = world.page(&staff, &address).await;
        assert_eq!(status, 200);
        for text in ["冰城第000食品厂", "何秀兰", "食品", &credit_code(0)] {
            assert!(page.contains(text), "{role}: {text}: {page}");
        }
    }
    let administrator = world.staff("administrator", BUREAU).await;
    assert_eq!(world.page(&administrator, &address).await.0, 404);
    assert_eq!(world.page(&administrator, "/employers").await.0, 403);
    let clerk = world.staff("clerk", STATION).await;
    assert_eq!(world.page(&clerk, "/employers/230102-E-0000000000").await.0, 404);
    let (status, page) = world.page(&world.stranger(), &address).await;
    assert!(status != 200 && !page.contains("何秀兰"), "{status}");
}

/// Somebody determined before, at work in a flexible job since.
async fn with_opening_stock() -> (World, String) {
    let world = World::new().await;
    let number = number("19780315", 40);
    let text = format!(
        "姓名,身份证号,退休年龄类别,认定日期,认定类别,就业创业证号,就业日期,就业形式,就业单位\n\
         李秀英,{number},女工人,2024-05-06,C1.1,2301020024000001,2024-06-03,单位就业,冰城食品厂\n"
    );
    let report = imported(&world, Kind::People, STATION, &text).await;
    assert_eq!(report.added, 1);
    (world, number)
}

#[tokio::test]
async fn a_persons_page_shows_what_was_taken_over() {
    let (world, number) = with_opening_stock().await;
    let hash = world.app.identity_hash(&number);
    let row = world.app.store().find_person_by_hash("230102", &hash).await.expect("it can be read");
    let clerk = world.staff("clerk", STATION).await;
    let (status, page) = world.page(&clerk, &format!("/people/{}", row.expect("the person").id)).await;
    assert_eq!(status, 200);
    let section = page.split("id=\"taken-title\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let section = section.expect("a section of what was taken over");
    for text in
        ["Taken over from the register", "May 2024", "June 2024", "冰城食品厂", "Employed by an employer"]
    {
        assert!(section.contains(text), "{text}: {section}");
    }
    // The certificate is masked like every number of a person.
    assert!(!page.contains("2301020024000001"));
}

#[tokio::test]
async fn somebody_determined_before_is_refused_with_article_and_reason() {
    let (world, number) = with_opening_stock().await;
    let clerk = world.staff("clerk", STATION).await;
    let mut again = application(&number);
    again["person"]["name"] = json!("李秀英");
    let answer = clerk.post("/applications", &again).await.is(422);
    let told =
        ["type", "act", "article", "reason"].map(|name| answer.json[name].as_str().unwrap_or_default());
    assert_eq!(told, ["urn:leye:problem:refused", "submit", "C1", "already_determined"], "{}", answer.text);
    let detail = answer.json["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("determination stands"), "{detail}");
}

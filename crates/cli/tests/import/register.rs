//! Made-up registers: people who do not exist, with numbers whose check digits are right.

use std::fmt::Write;

/// The station of the demo that the registers belong to.
pub const STATION: &str = "230102001003";

pub const HEADING: &str = "序号,姓名,身份证号,联系电话,家庭住址,退休年龄类别,申请类别,申请日期,所属社区";

/// A number of somebody born on this day, with its check digit.
pub fn number(born: &str, seq: usize) -> String {
    numbered("230102", born, seq)
}

/// The same, first registered in a region.
fn numbered(region: &str, born: &str, seq: usize) -> String {
    let body = format!("{region}{born}{seq:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize =
        body.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum % 11]))
}

/// A good application; every `at` is another person, every third a woman.
pub fn application(at: usize) -> Vec<String> {
    let born = format!("{}{:02}{:02}", 1968 + at % 17, 1 + at / 17 % 12, 1 + at / 204 % 28);
    let woman = at.is_multiple_of(3);
    let seq = 100 + at / 5712 * 2 + usize::from(!woman);
    vec![
        (at + 1).to_string(),
        format!("{}{}", ["王", "李", "张", "刘", "陈"][at % 5], ["秀兰", "建国", "淑珍", "志强"][at / 5 % 4]),
        // A region in which nobody of the demo was registered.
        numbered("231282", &born, seq),
        format!("139{at:08}"),
        format!("道里区森林街{at}号"),
        if woman { "女工人" } else { "" }.to_owned(),
        ["C1.1", "残疾失业人员", "C1.4、C1.5"][at % 3].to_owned(),
        ["2026-11-16", "2026/11/17", "2026年11月18日", "20261119"][at % 4].to_owned(),
        STATION.to_owned(),
    ]
}

/// Rows as CSV below a heading.
pub fn csv(heading: &str, rows: &[Vec<String>]) -> String {
    let mut text = format!("{heading}\n");
    for row in rows {
        writeln!(text, "{}", row.join(",")).unwrap();
    }
    text
}

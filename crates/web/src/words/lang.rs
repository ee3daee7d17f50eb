//! Which language somebody wants.

pub use leye_domain::lang::Lang;

/// The first language of a browser's list that the product speaks; Simplified
/// Chinese, which the service's own country reads, when there is none.
pub(crate) fn accepted(header: &str) -> Lang {
    let mut wanted: Vec<(f32, &str)> = header.split(',').filter_map(weighed).collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.iter().find_map(|(_, tag)| known(tag)).unwrap_or(Lang::ZhHans)
}

fn weighed(part: &str) -> Option<(f32, &str)> {
    let mut pieces = part.trim().split(';');
    let tag = pieces.next()?.trim();
    let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
    (weight > 0.0).then_some((weight, tag))
}

fn known(tag: &str) -> Option<Lang> {
    let tag = tag.to_ascii_lowercase();
    if tag == "en" || tag.starts_with("en-") {
        return Some(Lang::En);
    }
    if !(tag == "zh" || tag.starts_with("zh-")) {
        return None;
    }
    let traditional = ["hant", "-tw", "-hk", "-mo"].iter().any(|part| tag.contains(part));
    Some(if traditional { Lang::ZhHant } else { Lang::ZhHans })
}

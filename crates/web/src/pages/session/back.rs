//! Where to return to: an address of this site that can be opened, never one elsewhere.

/// Addresses that only take forms, and what to open in their place.
const FORMS_ONLY: [(&str, &str); 3] =
    [("/search", "/people"), ("/account/password", "/account"), ("/account/identity", "/account")];

/// Addresses that only take forms and have no page of their own.
const NO_PAGE: [&str; 2] = ["/training/clock", "/sign-out"];

/// The address that was asked for when it is one of ours, else `home`.
pub(crate) fn to(asked: &str, home: &str) -> String {
    // Browsers read `//host` and `/\host` as another site, and drop tabs and line ends.
    let ours = asked.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    if !ours || !asked.bytes().all(|b| b.is_ascii_graphic()) || NO_PAGE.contains(&path) {
        return home.to_owned();
    }
    let page = FORMS_ONLY.iter().find(|(form, _)| *form == path).map(|(_, page)| *page);
    page.unwrap_or(asked).to_owned()
}

#[cfg(test)]
mod tests {
    use super::to;

    #[test]
    fn keeps_addresses_of_ours() {
        assert_eq!(to("/work?who=me", "/"), "/work?who=me");
        assert_eq!(to("/", "/work"), "/");
    }

    #[test]
    fn leaves_no_way_out() {
        for elsewhere in ["", "work", "//host", "/\\host", "https://host", "/\t/host", "/a\r\nb", "/機構"] {
            assert_eq!(to(elsewhere, "/home"), "/home", "{elsewhere:?}");
        }
    }

    #[test]
    fn opens_a_page_in_place_of_a_form() {
        assert_eq!(to("/search", "/"), "/people");
        assert_eq!(to("/training/clock", "/work"), "/work");
    }
}

//! What no text of the project may hold, whatever its language.

use super::{File, Report, Tree};

/// Places on one person's machine, between slashes.
const MACHINE: [&str; 3] = ["work", "root", "home"];

/// Han characters that a template or script may show: every language names itself
/// in its own words, and the name of the product is the same everywhere.
const OWN_NAMES: [&str; 5] = ["繁體中文", "简体中文", ">繁<", ">简<", "樂業"];

/// How comments begin and end where pages are made.
const COMMENTS: [(&str, &str); 4] = [("{#", "#}"), ("<!--", "-->"), ("/*", "*/"), ("//", "\n")];

pub(super) fn inspect(tree: &Tree, report: &mut Report) {
    for file in &tree.files {
        machine_paths(file, report);
        template_words(file, report);
        registry(file, report);
    }
}

fn machine_paths(file: &File, report: &mut Report) {
    for (number, line) in file.lines() {
        let found = MACHINE.iter().map(|name| format!("/{name}/")).find(|path| stands_alone(line, path));
        if let Some(path) = found {
            report.fault(
                &file.path,
                number,
                format!("`{path}…` is a place on one machine: write the path from the root of the project"),
            );
        }
    }
}

/// Whether `path` begins a path in the line, and is not the middle of one.
fn stands_alone(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-~}>*".contains(c))
    })
}

/// Sentences of a page live in `locales/`, so that they exist in three languages.
fn template_words(file: &File, report: &mut Report) {
    if !(file.is_in("ui/templates") || file.is_in("ui/scripts")) {
        return;
    }
    let text = without_comments(&file.text);
    for (number, line) in (1..).zip(text.lines()) {
        let rest = OWN_NAMES.iter().fold(line.to_owned(), |rest, name| rest.replace(name, ""));
        if rest.contains(is_han) {
            report.fault(&file.path, number, "words that a person reads live in locales/: use a key here");
        }
    }
}

/// The text with its comments emptied; every line keeps its number.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((start, end)) = COMMENTS
        .iter()
        .filter_map(|(open, close)| Some((rest.find(open)?, *close)))
        .min_by_key(|(start, _)| *start)
    {
        kept.push_str(&rest[..start]);
        let stop = rest[start..].find(end).map_or(rest.len(), |at| start + at + end.len());
        kept.extend(rest[start..stop].chars().filter(|c| *c == '\n'));
        rest = &rest[stop..];
    }
    kept.push_str(rest);
    kept
}

/// A lock file that names a registry works only behind that one.
fn registry(file: &File, report: &mut Report) {
    if !file.path.ends_with("package-lock.json") {
        return;
    }
    let named = file.lines().find(|(_, line)| line.contains("\"resolved\": \"http"));
    if let Some((number, _)) = named {
        report.fault(
            &file.path,
            number,
            "the lock file names a package registry: set omit-lockfile-registry-resolved=true in ui/.npmrc and run `npm install --package-lock-only`",
        );
    }
}

/// Whether this is a Chinese character (not punctuation).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use crate::tidy::faults;

    #[test]
    fn a_path_of_one_machine_is_a_fault() {
        let line = format!("see /{}/me/notes.md", "home");
        let found = faults(&[("docs/a.md", &format!("fine\n{line}\n"))]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("docs/a.md:2:"), "{found:?}");
    }

    #[test]
    fn a_room_of_the_project_is_no_machine_path() {
        let text = format!("crates/web/src/pages/{}/today.rs\n", "work");
        assert!(faults(&[("docs/a.md", &text)]).is_empty());
    }

    #[test]
    fn a_template_uses_keys_and_a_language_names_itself() {
        let found =
            faults(&[("ui/templates/pages/a.html", "<a lang=\"zh-Hant\">繁體中文</a>\n<p>公示三天</p>\n")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("ui/templates/pages/a.html:2:"), "{found:?}");
    }

    #[test]
    fn a_comment_of_a_template_may_speak_of_the_field() {
        let page = "{#- 公示\n 三天 -#}\n<!-- 異議 -->\n<p>錯</p>\n";
        let found = faults(&[("ui/templates/pages/a.html", page)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("ui/templates/pages/a.html:4:"), "{found:?}");
    }

    #[test]
    fn a_lock_file_names_no_registry() {
        let text = "{\n\"resolved\": \"https://example.org/a.tgz\"\n}";
        assert_eq!(faults(&[("ui/package-lock.json", text)]).len(), 1);
    }
}

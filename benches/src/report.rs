//! What was measured: every value of every round, medians and ratios, as JSON and as a
//! table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::lives::Speed;
use crate::pages::Load;

/// Who and what: the value of each round.
type Values = BTreeMap<(String, String), Vec<f64>>;

/// The values of a run.
#[derive(Default)]
pub struct Report {
    values: Values,
    left_out: Vec<String>,
}

impl Report {
    /// A value of a round.
    pub fn value(&mut self, who: &str, what: &str, round: usize, value: f64) {
        println!("round {}: {who}: {what}: {value:.2}", round + 1);
        self.values.entry((who.to_owned(), what.to_owned())).or_default().push(value);
    }

    /// Lives of a round.
    pub fn lives(&mut self, who: &str, clients: usize, round: usize, speed: &Speed) {
        let what = |what: &str| format!("{clients} clients: {what}");
        self.value(who, &what("lives/s"), round, speed.lives);
        self.value(who, &what("acts/s"), round, speed.acts);
        self.value(who, &what("act p50, ms"), round, speed.p50);
        self.value(who, &what("act p99, ms"), round, speed.p99);
        if let Some(work) = speed.work {
            self.value(who, &what("ms of processor a life"), round, work);
        }
    }

    /// Pages of a round.
    pub fn pages(&mut self, who: &str, round: usize, load: &Load) {
        self.value(who, "worklist, pages/s", round, load.rate);
        self.value(who, "worklist, p50 ms", round, load.p50);
        self.value(who, "worklist, p99 ms", round, load.p99);
        self.value(who, "worklist, longest ms", round, load.most);
        self.value(who, "worklist, bytes of a page", round, load.bytes as f64);
    }

    /// Something that could not be run.
    pub fn left_out(&mut self, what: &str, why: &anyhow::Error) {
        let line = format!("{what} was left out: {why:#}");
        println!("{line}");
        if !self.left_out.contains(&line) {
            self.left_out.push(line);
        }
    }

    /// The ratio of two contenders, round by round, and its median.
    fn ratios(&self) -> Vec<(String, Vec<f64>)> {
        let mut ratios = Vec::new();
        for (who, peer, what) in CONTESTS {
            let of = |who: &str| self.values.get(&(who.to_owned(), (*what).to_owned()));
            if let (Some(ours), Some(theirs)) = (of(who), of(peer)) {
                let each = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
                ratios.push((format!("{who} / {peer}: {what}"), each));
            }
        }
        ratios
    }

    /// Writes `NAME.json` and `NAME.md`; gives where.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn write(&self, folder: &Path, name: &str, machine: &Machine) -> Result<PathBuf> {
        std::fs::create_dir_all(folder)?;
        let values = self.values.iter().map(|((who, what), rounds)| {
            json!({ "who": who, "what": what, "median": median(rounds), "rounds": rounds })
        });
        let ratios = self.ratios();
        let of = |(what, rounds): &(String, Vec<f64>)| json!({ "what": what, "median": median(rounds), "rounds": rounds });
        let document = json!({
            "machine": machine.json(),
            "values": values.collect::<Vec<Value>>(),
            "ratios": ratios.iter().map(of).collect::<Vec<Value>>(),
            "left_out": self.left_out,
        });
        let path = folder.join(format!("{name}.json"));
        let text = serde_json::to_string_pretty(&document)? + "\n";
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        let page = folder.join(format!("{name}.md"));
        std::fs::write(&page, self.page(machine, &ratios)).with_context(|| page.display().to_string())?;
        Ok(page)
    }

    fn page(&self, machine: &Machine, ratios: &[(String, Vec<f64>)]) -> String {
        let mut page = format!(
            "{machine}\n\n| ratio, taken inside each round | median | lowest to highest |\n|---|--:|--:|\n"
        );
        // Writing to a text can't fail.
        for (what, rounds) in ratios {
            let (low, high) = range(rounds);
            let _ = writeln!(page, "| {what} | {:.2} | {low:.2} to {high:.2} |", median(rounds));
        }
        page += "\n| who | what | median | lowest to highest |\n|---|---|--:|--:|\n";
        for ((who, what), rounds) in &self.values {
            let (low, high) = range(rounds);
            let _ = writeln!(
                page,
                "| {who} | {what} | {} | {} to {} |",
                short(median(rounds)),
                short(low),
                short(high)
            );
        }
        for line in &self.left_out {
            let _ = writeln!(page, "\n{line}");
        }
        page
    }
}

/// Who is held against whom.
const CONTESTS: &[(&str, &str, &str)] = &[
    ("leye, 10,000 cases", "plain Rust + SQLite", "64 clients: lives/s"),
    ("leye, 10,000 cases", "plain Rust + SQLite", "8 clients: lives/s"),
    ("leye, 10,000 cases", "plain Rust + SQLite", "1 clients: lives/s"),
    ("leye, 10,000 cases", "SpiffWorkflow + SQLite", "8 clients: lives/s"),
    ("leye, 1,000,000 cases", "leye, 10,000 cases", "64 clients: lives/s"),
    ("leye, 1,000,000 cases", "leye, 10,000 cases", "8 clients: lives/s"),
    ("leye, 1,000,000 cases", "leye, 10,000 cases", "1 clients: lives/s"),
    ("leye, 10,000 cases", "plain Rust + SQLite", "64 clients: ms of processor a life"),
    ("leye on PostgreSQL, 10,000 cases", "plain Rust + PostgreSQL", "64 clients: lives/s"),
    ("leye on PostgreSQL, 10,000 cases", "plain Rust + PostgreSQL", "8 clients: lives/s"),
    ("leye on PostgreSQL, 10,000 cases", "plain Rust + PostgreSQL", "1 clients: lives/s"),
    ("leye", "axum + SQLite + askama", "worklist, pages/s"),
    ("leye", "axum + SQLite + askama", "worklist, ms of processor a page"),
    ("OpenFisca-Core", "leye", "screening, s"),
    ("Polars", "leye", "screening, s"),
    ("leye", "WeasyPrint", "a filled application, papers/s"),
    ("leye", "ReportLab", "a filled application, papers/s"),
    ("leye", "plain Typst", "a filled application, papers/s"),
];

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

fn range(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, 0.0), |(low, high), &value| (low.min(value), high.max(value)))
}

fn short(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// Where and when.
pub struct Machine {
    processor: String,
    cores: usize,
    memory: String,
    system: String,
    day: String,
}

impl Machine {
    /// The machine as it is now.
    pub fn now() -> Machine {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
        };
        let release = read("/etc/os-release");
        let system = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
        Machine {
            processor: field(&read("/proc/cpuinfo"), "model name").unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            memory: field(&read("/proc/meminfo"), "MemTotal").unwrap_or_default(),
            system: system.unwrap_or_default().trim_matches('"').to_owned(),
            day: leye_app::TimeSource::system().strftime("%Y-%m-%d").to_string(),
        }
    }

    /// The day, for the name of a file.
    pub fn day(&self) -> &str {
        &self.day
    }

    fn json(&self) -> Value {
        json!({
            "processor": self.processor,
            "cores": self.cores,
            "memory": self.memory,
            "system": self.system,
            "day": self.day,
        })
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Machine { processor, cores, memory, system, day } = self;
        write!(f, "{day}: {processor}, {cores} cores, {memory} of memory, {system}")
    }
}

#[cfg(test)]
mod tests {
    use super::{median, range};

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
        assert_eq!(range(&[3.0, 1.0, 2.0]), (1.0, 3.0));
    }
}

//! Filled application forms as PDF, one after the other: two pages each, with table frames, some
//! thirty fields, pictures, a QR code and embedded fonts.

mod plain;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use leye_forms::{Extras, Form, Lang, Verification};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::report::Report;

pub use plain::plain;

/// The Python that has the peers.
const PYTHON: &str = "LEYE_BENCH_PAPERS_PYTHON";
const FORM: &str = "determination-application";
const LANG: Lang = Lang::ZhHans;
/// Papers that are made before the clock starts.
const WARM: usize = 3;
/// Of how many papers the slowest peer makes one: its rate is known by then.
const SLOW: usize = 10;

/// How much of it.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Interleaved rounds.
    pub rounds: usize,
    /// Papers of a round.
    pub papers: usize,
}

/// What a contender's process is to do.
#[derive(Debug, clap::Args)]
pub struct Order {
    /// What the form is handed, paper by paper
    data: PathBuf,
    /// How many papers
    papers: usize,
    /// Where the last of them is put
    out: PathBuf,
}

/// What a contender's process says.
#[derive(Debug, Deserialize)]
struct Made {
    seconds: f64,
    /// Of one paper.
    pages: usize,
    mebibytes: f64,
}

/// Every contender, round by round, each a process of its own with one thread.
///
/// # Errors
/// A contender that fails, or makes a paper of another length.
pub fn run(folder: &Path, extent: Extent, report: &mut Report) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let data = folder.join("papers.json");
    let form = form()?;
    let sample = form.sample(LANG);
    let handed = (0..WARM + extent.papers)
        .map(|at| leye_forms::handed(form, LANG, &applicant(&sample, at), &extras(form, at)))
        .collect::<Result<Vec<Value>, _>>()?;
    std::fs::write(&data, serde_json::to_string(&handed)?)?;
    let python = std::env::var(PYTHON).ok();
    if python.is_none() {
        let why = anyhow::anyhow!("{PYTHON} names no Python that has them: see benches/README.md");
        report.left_out("WeasyPrint and ReportLab", &why);
    }
    for round in 0..extent.rounds {
        for contender in contenders(python.as_deref()) {
            let papers = (extent.papers / contender.slowness).max(1);
            let made = contender.run(&data, papers, folder)?;
            ensure!(made.pages == 2, "{}: a paper of {} pages", contender.name, made.pages);
            let rate = papers as f64 / made.seconds;
            report.value(contender.name, "a filled application, papers/s", round, rate);
            report.value(contender.name, &format!("{papers} papers, MiB at most"), round, made.mebibytes);
        }
    }
    Ok(())
}

struct Contender {
    name: &'static str,
    program: PathBuf,
    argument: String,
    slowness: usize,
}

fn contenders(python: Option<&str>) -> Vec<Contender> {
    let own = |name, argument: &str| Contender {
        name,
        program: std::env::current_exe().unwrap_or_default(),
        argument: argument.to_owned(),
        slowness: 1,
    };
    let peer = |name, file: &str, slowness| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("peers/papers_{file}.py"));
        let argument = script.display().to_string();
        python.map(|python| Contender { name, program: python.into(), argument, slowness })
    };
    let peers = [peer("ReportLab", "reportlab", 1), peer("WeasyPrint", "weasyprint", SLOW)];
    let own = [own("leye", "papers-ours"), own("plain Typst", "papers-plain")];
    own.into_iter().chain(peers.into_iter().flatten()).collect()
}

impl Contender {
    fn run(&self, data: &Path, papers: usize, folder: &Path) -> Result<Made> {
        let out = folder.join(format!("paper-{}.pdf", self.name.replace(' ', "-")));
        let mut command = Command::new(&self.program);
        command.arg(&self.argument).arg(data).arg(papers.to_string()).arg(&out);
        command.env("RAYON_NUM_THREADS", "1").env("OMP_NUM_THREADS", "1");
        command
            .env("LEYE_BENCH_FONTS", root().join("ui/dist/fonts"))
            .env("LEYE_BENCH_FORMS", root().join("forms"));
        let ran = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let ran = ran.with_context(|| format!("starting {}", self.name))?;
        ensure!(ran.status.success(), "{} ended with {}", self.name, ran.status);
        serde_json::from_slice(&ran.stdout).with_context(|| format!("what {} said", self.name))
    }
}

/// The papers that our contender's process makes.
///
/// # Errors
/// As [`leye_forms::render`].
pub fn ours(order: &Order) -> Result<()> {
    let form = form()?;
    let sample = form.sample(LANG);
    timed(order, |at| {
        let paper = leye_forms::render(form, LANG, &applicant(&sample, at), &extras(form, at))?;
        Ok((paper.pdf, paper.pages))
    })
}

/// Makes the papers and says how long it took.
fn timed(order: &Order, mut make: impl FnMut(usize) -> Result<(Vec<u8>, usize)>) -> Result<()> {
    for at in 0..WARM {
        make(at)?;
    }
    let begun = Instant::now();
    let mut last = (Vec::new(), 0);
    for at in 0..order.papers {
        last = make(WARM + at)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    std::fs::write(&order.out, &last.0).with_context(|| order.out.display().to_string())?;
    println!("{}", json!({ "seconds": seconds, "pages": last.1, "mebibytes": most() }));
    Ok(())
}

/// MiB that this process had in memory at most.
fn most() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mark = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

fn form() -> Result<&'static Form> {
    leye_forms::form(FORM).context("the form is compiled in")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The application of another person: what one clerk's papers of a day do not share.
fn applicant(sample: &Value, at: usize) -> Value {
    let mut data = sample.clone();
    let (month, day) = (at % 12 + 1, at % 28 + 1);
    data["name"] = json!(format!("刘秀兰{at}"));
    data["case_number"] = json!(format!("230102-2026-{at:06}"));
    data["born"] = json!(format!("1974-{month:02}-{day:02}"));
    data["id_number"] = json!(format!("2301021974{month:02}{day:02}{at:04}"));
    data["phone"] = json!(format!("0451-8467 {at:04}"));
    data["address"] = json!(format!("道里区新阳路街道安升街{at}号{month}单元{day}02室"));
    data["certificate_number"] = json!(format!("230102002600{at:04}"));
    data["former_employer"] = json!(format!("哈尔滨第{at}服装厂"));
    data["registered_on"] = json!(format!("2025-{month:02}-{day:02}"));
    data["jobless_since"] = json!(format!("2024-{month:02}-{day:02}"));
    data
}

fn extras(form: &Form, at: usize) -> Extras {
    let code = format!("K7QM-{at:04}");
    let verification = Some(Verification { url: format!("https://leye.example/verify/{code}"), code });
    Extras { verification, ..form.sample_extras() }
}

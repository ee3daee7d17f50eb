use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;
fn load(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files.insert(
                path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
    files
}
#[allow(clippy::all)]
fn main() {
    let pack = leye_pack::compile(&load(Path::new("packs/harbin"))).0.unwrap();
    let t = Instant::now();
    let engine = leye_rules::Engine::new(&pack, jiff::civil::date(2026, 11, 1)).unwrap();
    println!("compile {:?}", t.elapsed());
    let doc: serde_json::Value = serde_json::json!({"facts":{"sex":"F","born":"1974-03-02","retirement_class":"female-55","able_to_work":true,"willing_to_work":true,"local_urban_registration":true,"applied":true,"registered_unemployed":true,"employed":false,"worked_before":true,"registered_unemployed_since":"2025-01-01","minimum_living_allowance":true,"land_lost":false,"other_hardship":false,"single_parent":false,"model_worker":"none","martyr_family":false,"soldier_spouse":false},"household":[{"employed":false,"born":"1970-01-01"},{"born":"2010-01-01"}]});
    let p = leye_rules::read_person(&pack, &doc).unwrap();
    let mut times = vec![];
    for _ in 0..20000 {
        let t = Instant::now();
        let r = engine.evaluate(&p.facts, &p.household).unwrap();
        let s = r.to_json();
        std::hint::black_box(s);
        times.push(t.elapsed());
    }
    times.sort();
    println!("evaluate median {:?} p99 {:?}", times[10000], times[19800]);
    for file in std::env::args().skip(1) {
        for _ in 0..5 {
            let t = Instant::now();
            let s = leye_rules::screen(
                Path::new(&file),
                &engine,
                Path::new("/tmp/b4r/found.parquet"),
                &mut |_, _| {},
            )
            .unwrap();
            println!("{file} {:?} {s:?}", t.elapsed());
        }
    }
    let status = fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap());
}

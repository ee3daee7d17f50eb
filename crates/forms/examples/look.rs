//! Writes the samples of all forms, or of those named, as PDF into a folder, for somebody who
//! works on their looks: `cargo run -p leye-forms --example look -- FOLDER [CODE…]`.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use leye_forms::{Lang, Verification, forms, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder to write into")?);
    let codes: Vec<String> = arguments.collect();
    fs::create_dir_all(&folder)?;
    for form in forms().iter().filter(|form| codes.is_empty() || codes.contains(&form.code)) {
        for lang in Lang::ALL {
            let mut extras = form.sample_extras();
            let url = "https://leye.example/verify/K7QM-2X9D".to_owned();
            extras.verification = Some(Verification { code: "K7QM-2X9D".to_owned(), url });
            let place = folder.join(format!("{}.{}.pdf", form.code, lang.as_str()));
            let paper = render(form, lang, &form.sample(lang), &extras)
                .map_err(|error| format!("{} {}: {error}", form.code, lang.as_str()))?;
            fs::write(place, paper.pdf)?;
        }
    }
    Ok(())
}

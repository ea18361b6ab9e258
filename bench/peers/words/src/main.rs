//! revm's arithmetic on words, one operation at a time: `gantry-bench-words OPERANDS`.
//!
//! Each line of the file is an operation and its operands, in hexadecimal: `mul a b a b …`, `keccak length`. For each line on
//! its input, `LINE COUNT`, it runs that operation COUNT times over all operands in turn and prints the nanoseconds
//! that took. First of all it prints, for each line, the exclusive or of all results.
use alloy_primitives::{keccak256, U256};
use std::hint::black_box;
use std::io::{stdin, BufRead};
use std::time::Instant;

struct Case {
    name: String,
    operands: Vec<U256>,
}

type Operation = fn(&[U256]) -> U256;

const SIGN: usize = 255;

fn absolute(word: U256) -> U256 {
    if word.bit(SIGN) { word.wrapping_neg() } else { word }
}

fn signed(negative: bool, word: U256) -> U256 {
    if negative { word.wrapping_neg() } else { word }
}

fn unsigned_div(a: U256, b: U256) -> U256 {
    if b.is_zero() { b } else { a.wrapping_div(b) }
}

fn unsigned_mod(a: U256, b: U256) -> U256 {
    if b.is_zero() { b } else { a.wrapping_rem(b) }
}

/// The number of operands, and the operation on them.
fn operation(name: &str) -> (usize, Operation) {
    match name {
        "mul" => (2, |w| w[0].wrapping_mul(w[1])),
        "div" => (2, |w| unsigned_div(w[0], w[1])),
        "mod" => (2, |w| unsigned_mod(w[0], w[1])),
        "sdiv" => (2, |w| signed(w[0].bit(SIGN) != w[1].bit(SIGN), unsigned_div(absolute(w[0]), absolute(w[1])))),
        "smod" => (2, |w| signed(w[0].bit(SIGN), unsigned_mod(absolute(w[0]), absolute(w[1])))),
        "addmod" => (3, |w| w[0].add_mod(w[1], w[2])),
        "mulmod" => (3, |w| w[0].mul_mod(w[1], w[2])),
        "exp" => (2, |w| w[0].pow(w[1])),
        "shl" => (2, |w| if w[0] < U256::from(256) { w[1] << w[0].to::<usize>() } else { U256::ZERO }),
        "shr" => (2, |w| if w[0] < U256::from(256) { w[1] >> w[0].to::<usize>() } else { U256::ZERO }),
        _ => panic!("no operation {name}"),
    }
}

fn run(case: &Case, count: usize) -> U256 {
    let mut all = U256::ZERO;
    if case.name == "keccak" {
        let length = case.operands[0].to::<usize>();
        let data: Vec<u8> = (0..length).map(|i| (i * 7) as u8).collect();
        for _ in 0..count {
            all ^= U256::from_le_bytes(keccak256(black_box(&data)).0);
        }
        return all;
    }
    let (arity, apply) = operation(&case.name);
    let mut at = 0;
    for _ in 0..count {
        all ^= apply(black_box(&case.operands[at..at + arity]));
        at += arity;
        if at == case.operands.len() {
            at = 0;
        }
    }
    all
}

fn load(text: &str) -> Vec<Case> {
    text.lines()
        .map(|line| {
            let mut parts = line.split(' ');
            let name = parts.next().expect("a name").to_string();
            let operands = parts.map(|word| U256::from_str_radix(word, 16).expect("a word")).collect();
            Case { name, operands }
        })
        .collect()
}

fn main() {
    let file = std::env::args().nth(1).expect("a file of operands");
    let cases = load(&std::fs::read_to_string(file).expect("the file"));
    for case in &cases {
        let count = if case.name == "keccak" { 1 } else { case.operands.len() / operation(&case.name).0 };
        println!("{:x}", run(case, count));
    }
    for line in stdin().lock().lines() {
        let line = line.expect("a line");
        let (case, count) = line.split_once(' ').expect("a case and a count");
        let case = &cases[case.parse::<usize>().expect("a case")];
        let count = count.parse().expect("a count");
        let start = Instant::now();
        black_box(run(case, count));
        println!("{}", start.elapsed().as_nanos());
    }
}

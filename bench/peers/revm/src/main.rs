//! revm as a peer of the benchmark: see the README of the folder above.

mod program;

use program::Program;
use revm::{
    context::TxEnv,
    context_interface::result::ResultAndState,
    database::{CacheDB, EmptyDB},
    handler::{ExecuteEvm, MainBuilder, MainnetContext, MainnetEvm},
    Context, MainContext,
};
use serde_json::{json, Value};
use std::{env, fs, hint::black_box, io, time::Instant};

type Evm = MainnetEvm<MainnetContext<CacheDB<EmptyDB>>>;

fn main() {
    let path = env::args().nth(1).expect("the file of a program");
    let text = fs::read_to_string(&path).expect("a readable file");
    let Program { state, block, rules, transaction } =
        Program::parse(&serde_json::from_str(&text).expect("JSON"));
    let mut evm =
        Context::mainnet().with_db(state).with_block(block).with_cfg(rules).build_mainnet();

    println!("{}", described(&execute(&mut evm, &transaction)));
    for line in io::stdin().lines() {
        let count: u64 = line.expect("text").trim().parse().expect("a number");
        let start = Instant::now();
        for _ in 0..count {
            black_box(execute(&mut evm, &transaction));
        }
        println!("{}", start.elapsed().as_nanos());
    }
}

/// Changes nothing: what a transaction did is returned, not committed.
fn execute(evm: &mut Evm, transaction: &TxEnv) -> ResultAndState {
    evm.transact(transaction.clone()).expect("a valid transaction")
}

fn described(ResultAndState { result, .. }: &ResultAndState) -> Value {
    json!({
        "gasUsed": result.tx_gas_used(),
        "success": result.is_success(),
        "output": result.output().map(|bytes| bytes.to_string()),
        "logs": result.logs().len(),
    })
}

//! A program of the benchmark, as revm takes it.

use revm::{
    bytecode::Bytecode,
    context::{BlockEnv, CfgEnv, TxEnv},
    database::{CacheDB, EmptyDB},
    primitives::{
        eip4844::BLOB_BASE_FEE_UPDATE_FRACTION_CANCUN, hardfork::SpecId, hex, Address, Bytes,
        TxKind, B256, U256,
    },
    state::AccountInfo,
};
use serde_json::Value;

/// State, block, rules and transaction of a program.
pub struct Program {
    pub state: CacheDB<EmptyDB>,
    pub block: BlockEnv,
    pub rules: CfgEnv,
    pub transaction: TxEnv,
}

impl Program {
    /// Reads a program; panics, with what is wrong, when it is none.
    pub fn parse(program: &Value) -> Self {
        let fork = text(&program["fork"]);
        let spec: SpecId = fork.parse().unwrap_or_else(|_| panic!("unknown fork {fork}"));
        let block = block(&program["env"]);
        let tx = &program["tx"];
        let mut rules = CfgEnv::new_with_spec(spec);
        rules.set_spec_and_mainnet_gas_params(spec);
        // The programs are not of a block: a transaction may have more gas than EIP-7825 allows.
        rules.tx_gas_limit_cap = Some(number(&tx["gasLimit"]).to());
        rules.disable_nonce_check = true;
        let transaction = transaction(tx, rules.chain_id);
        Program { state: state(&program["pre"]), block, rules, transaction }
    }
}

fn state(accounts: &Value) -> CacheDB<EmptyDB> {
    let mut state = CacheDB::new(EmptyDB::new());
    for (address, account) in accounts.as_object().expect("pre") {
        let address: Address = address.parse().expect("address");
        let code = Bytecode::new_raw(bytes(&account["code"]));
        let info = AccountInfo {
            balance: number(&account["balance"]),
            nonce: number(&account["nonce"]).to(),
            code_hash: code.hash_slow(),
            code: Some(code),
            account_id: None,
        };
        state.insert_account_info(address, info);
        let slots = account["storage"].as_object().expect("storage").iter();
        for (key, value) in slots {
            let key = U256::from_str_radix(&key[2..], 16).expect("key");
            state.insert_account_storage(address, key, number(value)).expect("storage");
        }
    }
    state
}

fn block(env: &Value) -> BlockEnv {
    let mut block = BlockEnv {
        number: number(&env["number"]),
        timestamp: number(&env["timestamp"]),
        gas_limit: number(&env["gasLimit"]).to(),
        basefee: number(&env["baseFee"]).to(),
        beneficiary: text(&env["coinbase"]).parse().expect("coinbase"),
        difficulty: number(&env["difficulty"]),
        prevrandao: Some(B256::from(number(&env["prevRandao"]).to_be_bytes::<32>())),
        ..Default::default()
    };
    block.set_blob_excess_gas_and_price(0, BLOB_BASE_FEE_UPDATE_FRACTION_CANCUN);
    block
}

fn transaction(tx: &Value, chain_id: u64) -> TxEnv {
    TxEnv {
        caller: text(&tx["caller"]).parse().expect("caller"),
        kind: TxKind::Call(text(&tx["to"]).parse().expect("to")),
        gas_limit: number(&tx["gasLimit"]).to(),
        gas_price: number(&tx["gasPrice"]).to(),
        value: number(&tx["value"]),
        data: bytes(&tx["data"]),
        nonce: 0,
        chain_id: Some(chain_id),
        ..Default::default()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A quantity in hexadecimal digits; 0 where there is none.
fn number(value: &Value) -> U256 {
    let Some(text) = value.as_str() else { return U256::ZERO };
    U256::from_str_radix(text.trim_start_matches("0x"), 16).unwrap_or_else(|_| panic!("{text} is no number"))
}

fn bytes(value: &Value) -> Bytes {
    let digits = text(value).trim_start_matches("0x");
    let even = if digits.len() % 2 == 1 { format!("0{digits}") } else { digits.to_string() };
    hex::decode(even).expect("hexadecimal digits").into()
}

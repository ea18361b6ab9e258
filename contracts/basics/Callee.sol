// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title What Caller calls and creates.
contract Callee {
    uint256 public immutable start;
    uint256 public value;

    error Refused(uint256 value);

    constructor(uint256 start_) payable {
        start = start_;
        value = start_;
    }

    function set(uint256 value_) external payable returns (uint256 previous) {
        if (value_ == 13) revert Refused(value_);
        previous = value;
        value = value_;
    }

    function whoAmI() external view returns (address self, address sender) {
        return (address(this), msg.sender);
    }

    function recurse(uint256 depth) external returns (uint256) {
        if (depth == 0) return 0;
        return this.recurse(depth - 1) + 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Solidity as the compiler's users write it, one construct a function.
contract Language {
    enum Side { Left, Right }
    struct Point { int128 x; int128 y; string label; }

    uint256[] private numbers;
    Point[] private points;
    mapping(bytes32 => mapping(uint8 => Point)) private nested;
    bytes private blob;
    string private text;
    uint8 private a = 7;
    uint16 private b = 300;
    bool private c = true;
    address private d = address(0x1234);

    event Plain(uint256 value);
    event Mixed(string indexed hashed, bytes32 indexed word, string text, int256[] list) anonymous;
    error Detailed(string text, uint256[2] pair);

    function arithmetic(int256 x, int256 y) external pure returns (int256, int256, int256, int256, int256) {
        unchecked {
            return (x + y, x - y, x * y, y == 0 ? int256(0) : x / y, y == 0 ? int256(0) : x % y);
        }
    }

    function checkedArithmetic(uint256 x, uint256 y) external pure returns (uint256) { return x * y + x - y; }
    function power(uint256 x, uint8 y) external pure returns (uint256) { return x ** y; }
    function modular(uint256 x, uint256 y, uint256 m) external pure returns (uint256, uint256) {
        return (addmod(x, y, m), mulmod(x, y, m));
    }
    function shifts(int256 x, uint256 y, uint8 n) external pure returns (int256, int256, uint256, uint256) {
        return (x << n, x >> n, y << n, y >> n);
    }
    function narrow(uint256 x) external pure returns (uint8, int8, int64, bytes4, address, bytes1) {
        unchecked {
            return (uint8(x), int8(int256(x)), int64(int256(x)), bytes4(bytes32(x)), address(uint160(x)), bytes32(x)[3]);
        }
    }
    function compare(int256 x, int256 y, uint256 u, uint256 v) external pure returns (bool, bool, bool, bool, bool) {
        return (x < y, x >= y, u < v, u > v, u == v && x != y);
    }
    function side(Side s) external pure returns (Side) { return s == Side.Left ? Side.Right : Side.Left; }

    function push(uint256 x) external returns (uint256) { numbers.push(x); return numbers.length; }
    function pop() external { numbers.pop(); }
    function all() external view returns (uint256[] memory) { return numbers; }
    function addPoint(int128 x, int128 y, string calldata label) external { points.push(Point(x, y, label)); }
    function lastPoint() external view returns (Point memory) { return points[points.length - 1]; }
    function setNested(bytes32 key, uint8 position, Point calldata point) external { nested[key][position] = point; }
    function getNested(bytes32 key, uint8 position) external view returns (Point memory) { return nested[key][position]; }
    function clearNested(bytes32 key, uint8 position) external { delete nested[key][position]; }
    function setBlob(bytes calldata value) external { blob = value; text = string(value); }
    function getBlob() external view returns (bytes memory, string memory, uint256) { return (blob, text, blob.length); }
    function appendBlob(bytes1 value) external { blob.push(value); }
    function packed() external returns (uint8, uint16, bool, address) {
        b += a;
        c = !c;
        return (a, b, c, d);
    }

    function concat(string calldata x, string calldata y) external pure returns (string memory, bytes memory) {
        return (string.concat(x, "-", y), abi.encodePacked(x, uint16(7), y));
    }
    function hashes(bytes calldata x) external pure returns (bytes32, bytes32) {
        return (keccak256(x), keccak256(abi.encode(x, uint256(1))));
    }
    function slice(bytes calldata x, uint256 from, uint256 to) external pure returns (bytes memory) { return x[from:to]; }
    function decode(bytes calldata x) external pure returns (uint256, string memory) {
        return abi.decode(x, (uint256, string));
    }
    function sort(uint256[] memory list) external pure returns (uint256[] memory) {
        for (uint256 i = 0; i < list.length; i++) {
            for (uint256 j = i + 1; j < list.length; j++) {
                if (list[j] >= list[i]) continue;
                (list[i], list[j]) = (list[j], list[i]);
            }
        }
        return list;
    }
    function bigMemory(uint256 words) external pure returns (uint256 sum) {
        uint256[] memory list = new uint256[](words);
        for (uint256 i = 0; i < words; i += 97) list[i] = i;
        for (uint256 i = 0; i < words; i++) sum += list[i];
    }
    function fibonacci(uint256 n) public pure returns (uint256) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
    function pointer(bool add, uint256 x, uint256 y) external pure returns (uint256) {
        function(uint256, uint256) pure returns (uint256) f = add ? plus : times;
        return f(x, y);
    }
    function plus(uint256 x, uint256 y) private pure returns (uint256) { return x + y; }
    function times(uint256 x, uint256 y) private pure returns (uint256) { return x * y; }

    function emitAll(string calldata s, int256[] calldata list) external {
        emit Plain(list.length);
        emit Mixed(s, keccak256(bytes(s)), s, list);
    }
    function fail(string calldata s) external pure { revert Detailed(s, [uint256(1), 2]); }
    function index(uint256 i) external view returns (uint256) { return numbers[i]; }
    function attempt(uint256 x) external view returns (uint256, bytes memory) {
        try this.checkedArithmetic(x, x) returns (uint256 r) { return (r, ""); }
        catch Panic(uint256 code) { return (code, "panic"); }
        catch (bytes memory data) { return (0, data); }
    }
    function context() external payable returns (address, address, uint256, bytes4, uint256) {
        return (msg.sender, address(this), msg.value, msg.sig, address(this).balance);
    }
    fallback(bytes calldata data) external returns (bytes memory) { return abi.encodePacked("fell back: ", data); }
}

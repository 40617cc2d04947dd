package table

import (
	"math"
	"strconv"
	"strings"
)

// What one cell of a CSV file says.

// missing are the words for a value that is not there, in lower case.
var missing = map[string]bool{
	"": true, "na": true, "n/a": true, "#n/a": true, "nan": true, "-nan": true, "null": true, "none": true, "nil": true,
	"-": true, "--": true, "?": true, ".": true, "missing": true,
	// not finite: no network can learn from it
	"inf": true, "+inf": true, "-inf": true, "infinity": true, "-infinity": true,
}

// isMissing reports whether a trimmed cell has no value.
func isMissing(cell string) bool {
	if len(cell) > len("-infinity") {
		return false
	}
	if cell == "" {
		return true
	}
	if c := cell[0]; c >= '0' && c <= '9' { // the usual case, fast
		return false
	}
	return missing[strings.ToLower(cell)]
}

// number reads a trimmed cell; with comma, decimals are written with one. A number too large for a float64 is missing
// like an infinite one: NaN and true.
func number(cell string, comma bool) (float64, bool) {
	if comma && strings.IndexByte(cell, ',') >= 0 {
		if strings.IndexByte(cell, '.') >= 0 {
			return 0, false // a thousands separator: 1.234,5
		}
		cell = strings.Replace(cell, ",", ".", 1)
	}
	if digits := strings.TrimLeft(cell, "+-"); len(digits) > 1 && digits[1]|0x20 == 'x' { // 0x10 is a code, not a number
		return 0, false
	}
	v, err := strconv.ParseFloat(cell, 64)
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return math.NaN(), true
	}
	return v, err == nil
}

// thousands reports whether a cell may be a number with commas between its thousands: 1,234,567.
func thousands(cell string) bool {
	parts := strings.Split(strings.TrimLeft(cell, "+-"), ",")
	for i, p := range parts {
		if len(p) == 0 || len(p) > 3 || i > 0 && len(p) != 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return len(parts) > 1
}

package main

import (
	"fmt"
	"strings"
)

// unknown says that there is no such thing, what it may have been meant to be, and what there is.
func unknown(kind, got string, have []string) error {
	guess := ""
	if s := closest(got, have); s != "" {
		guess = fmt.Sprintf(" (did you mean %s?)", s)
	}
	return fmt.Errorf("unknown %s %q%s; there is: %s", kind, got, guess, strings.Join(have, ", "))
}

// closest returns the name that a slip of the finger may have turned into got: at most two edits away and fewer than
// half its letters; empty where there is none.
func closest(got string, have []string) string {
	best, at := "", 3
	for _, name := range have {
		if d := edits(strings.ToLower(got), strings.ToLower(name)); d < at && 2*d < len(name) {
			best, at = name, d
		}
	}
	return best
}

// edits counts the insertions, deletions, replacements and swaps of neighbours that turn a into b (optimal string
// alignment).
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

package widgets

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// covered says whether the embedded fonts have all letters of some words.
func covered(words string) bool {
	for _, r := range words {
		if !embedded(r) {
			return false
		}
	}
	return true
}

// What the embedded fonts have is set with them alone.
func TestCovered(t *testing.T) {
	for _, words := range []string{"", "mass, kg", "Länge σ = 0.3 ± 0.1, 10\u2009000 × ≈ ≤ … –", "Ёмкость", "tab\tnew\nline", "p(x | y) ∞ √ ½"} {
		if !covered(words) {
			t.Errorf("%q needs a font of the system", words)
		}
	}
	for _, words := range []string{"长度", "الكتلة", "mass 质", "𝄞"} {
		if covered(words) {
			t.Errorf("%q is taken for covered", words)
		}
	}
}

// No word of the program itself needs a font of the system.
func TestProgramIsCovered(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, line := range strings.Split(string(b), "\n") {
			if i := strings.Index(line, "//"); i >= 0 {
				line = line[:i]
			}
			if !covered(line) {
				t.Errorf("%s: %s", path, line)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

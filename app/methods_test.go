package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"innlab/inn/baseline"
)

// Every method goes through every command: trained, sampled from, measured, gone on with and drawn; what a method cannot
// do is refused in one line.
func TestMethods(t *testing.T) {
	for _, k := range baseline.Methods {
		dir := t.TempDir()
		model, more := filepath.Join(dir, "a.innlab"), filepath.Join(dir, "b.innlab")
		line := "train -json -scene modes -setup some -steps 30 -sims 300 -workers 1 -method " + k.Name
		var r trainResult
		if err := json.Unmarshal([]byte(must(t, "", line+" -o "+model)), &r); err != nil {
			t.Fatal(err)
		}
		if r.Method != k.Name || r.Step != 30 || r.Simulations != 300 || len(r.Losses) != len(k.Losses) {
			t.Errorf("%s: trained %+v", k.Name, r)
		}
		if x := must(t, "", "sample -n 7 -model "+model); strings.Count(x, "\n") != 8 {
			t.Errorf("%s: sampled %q", k.Name, x)
		}
		if text := must(t, "", "eval -model "+model); !strings.Contains(text, "method "+k.Name) || !strings.Contains(text, "mmd2") {
			t.Errorf("%s: eval says %q", k.Name, text)
		}
		must(t, "", "figure posterior -model "+model+" -o "+filepath.Join(dir, "a.svg"))
		must(t, "", "train -steps 5 -resume "+model+" -o "+more)
		status, _, said := call(t, "x1,x2\n1,1\n", "predict -x-file - -model "+model)
		if status != done && (status != 1 || !strings.Contains(said, "method "+k.Name+" has no forward pass")) {
			t.Errorf("%s: predict ends with %d, %q", k.Name, status, said)
		}
		if k.Name == "inn" {
			continue
		}
		if status, _, said := call(t, "", "train -method inn -resume "+model); status != 2 || !strings.Contains(said, "by -method "+k.Name) {
			t.Errorf("%s: going on by another method ends with %d, %q", k.Name, status, said)
		}
		if status, _, said := call(t, "", "train -method "+k.Name+" -set width=10"); status != 2 || !strings.Contains(said, "width") {
			t.Errorf("%s: a knob of another method ends with %d, %q", k.Name, status, said)
		}
		if status, _, said := call(t, "", "figure ablation -o a.png -model "+model); status != 2 || !strings.Contains(said, "method inn") {
			t.Errorf("%s: the ablation of it ends with %d, %q", k.Name, status, said)
		}
		if status, _, said := call(t, "", "shot -o "+filepath.Join(dir, "a.png")+" -model "+model); status == done || !strings.Contains(said, "does not show method "+k.Name) {
			t.Errorf("%s: the window with its model ends with %d, %q", k.Name, status, said)
		}
	}
}

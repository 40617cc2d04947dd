package main

import (
	"strings"
	"testing"
)

// What hyper-parameters mean together: a wider z takes a wider network, unless its width is said, and a share can only be
// held out of a number.
func TestHyperParameters(t *testing.T) {
	for line, want := range map[string]string{
		"-scene kinematics -method inn -set help -set dimz=12":               "width 14",
		"-scene kinematics -method inn -set help -set width=30 -set dimz=12": "width 30",
		"-scene two-moons -method nn -set help -set holdout=0.1 -sims 500":   "holdout 0.1",
		"-scene kinematics -method inn -set dimz=12 -set width=9 -steps 1":   "width must be a whole number from 14",
		"-scene two-moons -method nn -set holdout=0.1 -steps 1":              "say how many with -sims N",
		"-scene two-moons -method nn -set holdout=0.0001 -sims 500 -steps 1": "is no row",
	} {
		_, out, stderr := call(t, "", "train "+line)
		if said := strings.Join(strings.Fields(out+stderr), " "); !strings.Contains(said, want) {
			t.Errorf("train %s: %q, want %q", line, said, want)
		}
	}
}

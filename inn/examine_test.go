package inn

import (
	"math"
	"slices"
	"testing"
)

// Examining a training on the rows that it trains on gives what its first step measures, to the bit; and it changes
// nothing: the training goes on as one that was not examined.
func TestExamine(t *testing.T) {
	p := *ring()
	table, other := p.Drawn(300, 1), p.Drawn(200, 2)
	p.Table = table
	c, l := small(&p)
	start := func() *INN {
		n, err := New(&p, c, l)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	n, plain := start(), start()
	first := n.Examine(table)
	for step := range 30 {
		if step%7 == 3 {
			n.Examine(other)
		}
		for _, m := range []*INN{n, plain} {
			if err := m.Step(); err != nil {
				t.Fatal(err)
			}
		}
		if step == 0 && !slices.Equal(first, plain.Losses()) {
			t.Errorf("examined %v, the first step measured %v", first, plain.Losses())
		}
		if !slices.Equal(n.Losses(), plain.Losses()) {
			t.Fatalf("step %d: losses %v after examining, %v without", step, n.Losses(), plain.Losses())
		}
	}
	if !slices.Equal(n.params, plain.params) {
		t.Error("examining changed the training")
	}
	a, b := n.Examine(other), n.Examine(other)
	if !slices.Equal(a, b) {
		t.Errorf("the same rows gave %v, then %v", a, b)
	}
	for i, v := range a {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%s is %g", Losses[i].Name, v)
		}
	}
	if slices.Equal(a, n.Examine(table)) {
		t.Error("other rows gave the same losses")
	}
}

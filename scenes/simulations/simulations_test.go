package simulations

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"innlab/inn"
)

// order is that of a small problem, with a counter of its simulations, in a cache folder of its own.
func order(t *testing.T) (Order, *atomic.Int64) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} { // of Linux, macOS, Windows
		t.Setenv(name, folder)
	}
	count := new(atomic.Int64)
	return Order{
		Problem: &inn.Problem{
			DimX: 2, DimY: 1,
			Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = r.Float64(), r.Float64() },
			Simulate: func(r *rand.Rand, x, y []float64) {
				count.Add(1)
				y[0] = x[0] - x[1] + r.NormFloat64()
			},
		},
		What: "difference, version 1", Count: 100, Seed: 7,
	}, count
}

func made(t *testing.T, o Order) *Table {
	t.Helper()
	table, err := Make(context.Background(), o, nil)
	if err != nil || table.Unsaved != nil {
		t.Fatal(err, table.Unsaved)
	}
	return table
}

func same(a, b *Table) bool { return slices.Equal(a.X, b.X) && slices.Equal(a.Y, b.Y) }

// TestKept: the second time nothing is simulated, and the pairs are the same; another order is another file.
func TestKept(t *testing.T) {
	o, count := order(t)
	first := made(t, o)
	if count.Load() != 100 || first.Rows() != 100 {
		t.Fatalf("%d simulations for %d rows", count.Load(), first.Rows())
	}
	if second := made(t, o); count.Load() != 100 || !same(first, second) {
		t.Errorf("kept pairs were made again, or are others")
	}
	for name, change := range map[string]func(o *Order){
		"what":  func(o *Order) { o.What = "difference, version 2" },
		"count": func(o *Order) { o.Count = 99 },
		"seed":  func(o *Order) { o.Seed = 8 },
	} {
		other := o
		change(&other)
		before := count.Load()
		table := made(t, other)
		if count.Load() != before+int64(other.Count) {
			t.Errorf("another %s finds the pairs of the first", name)
		}
		if name == "seed" && same(first, table) {
			t.Error("another seed gives the same pairs")
		}
	}
}

// TestWorkers: the pairs do not depend on how many make them.
func TestWorkers(t *testing.T) {
	o, _ := order(t)
	o.Count = 5*chunk + 3
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one := made(t, o)
	path, _ := o.Path()
	os.Remove(path)
	runtime.GOMAXPROCS(4)
	if !same(one, made(t, o)) {
		t.Error("four workers make other pairs than one")
	}
}

// TestBroken: a file that is cut short, changed in any part, empty or another's is made anew.
func TestBroken(t *testing.T) {
	o, count := order(t)
	first := made(t, o)
	path, _ := o.Path()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(b []byte) []byte{
		"empty":        func([]byte) []byte { return nil },
		"cut short":    func(b []byte) []byte { return b[:len(b)/2] },
		"a changed x":  func(b []byte) []byte { b[len(head(o.what()))+16+3]++; return b },
		"a changed y":  func(b []byte) []byte { b[len(b)-40]++; return b },
		"another sum":  func(b []byte) []byte { b[len(b)-1]++; return b },
		"another head": func(b []byte) []byte { b[0]++; return b },
		"too long":     func(b []byte) []byte { return append(b, 0) },
	} {
		if err := os.WriteFile(path, spoil(bytes.Clone(whole)), 0o644); err != nil {
			t.Fatal(err)
		}
		before := count.Load()
		if table := made(t, o); count.Load() != before+100 || !same(first, table) {
			t.Errorf("%s: %d simulations", name, count.Load()-before)
		}
		if now, _ := os.ReadFile(path); !bytes.Equal(now, whole) {
			t.Errorf("%s: the file is not whole again", name)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "part-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestShared: pairs of an order that was given up are not made again, and two who order the same make each pair once; what
// comes out is the same as if one had made it alone.
func TestShared(t *testing.T) {
	o, count := order(t)
	o.Count = 200*chunk + 5
	alone := made(t, o)
	path, _ := o.Path()
	os.Remove(path)
	count.Store(0)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if _, err := Make(ctx, o, func(done, _ int) {
		if done > o.Count/4 {
			cancel()
		}
	}); err == nil {
		t.Fatal("it was not given up")
	}
	left := int(count.Load())
	if left == 0 || left > o.Count/2 {
		t.Fatalf("%d of %d pairs were made before it was given up", left, o.Count)
	}
	var both sync.WaitGroup
	var tables [2]*Table
	for i := range tables {
		both.Go(func() {
			least := o.Count
			tables[i], _ = Make(context.Background(), o, func(done, _ int) { least = min(least, done) })
			if least < left {
				t.Errorf("progress falls from %d to %d", left, least)
			}
		})
	}
	both.Wait()
	for _, table := range tables {
		if table == nil || !same(table, alone) {
			t.Error("shared pairs are others")
		}
	}
	if n := int(count.Load()); n != o.Count {
		t.Errorf("%d simulations for %d pairs", n, o.Count)
	}
}

// TestCancel: a context that ends leaves no file, and the next time all is made.
func TestCancel(t *testing.T) {
	o, count := order(t)
	o.Count = 10000
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := Make(ctx, o, func(done, of int) {
		if of != o.Count {
			t.Errorf("%d of %d", done, of)
		}
		if done > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || count.Load() > 5000 {
		t.Errorf("%v after %d simulations", err, count.Load())
	}
	path, _ := o.Path()
	if _, err := os.Stat(path); err == nil {
		t.Error("a cancelled order leaves a file")
	}
	last := 0
	if _, err := Make(context.Background(), o, func(done, _ int) { last = max(last, done) }); err != nil || last != o.Count {
		t.Errorf("%v, progress ends at %d", err, last)
	}
}

// TestUnsaved: without a folder to keep them in, pairs are made all the same.
func TestUnsaved(t *testing.T) {
	o, _ := order(t)
	path, _ := o.Path()
	folder := filepath.Dir(filepath.Dir(filepath.Dir(path)))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "innlab"), nil, 0o644); err != nil { // a file where the folder goes
		t.Fatal(err)
	}
	table, err := Make(context.Background(), o, nil)
	if err != nil || table.Unsaved == nil || table.Rows() != 100 {
		t.Errorf("%v, %+v", err, table)
	}
}

// TestNotes: pairs that somebody else made come back with what there was to say of them.
func TestNotes(t *testing.T) {
	order(t)
	made := &Table{DimX: 1, DimY: 2, X: []float64{1, 2}, Y: []float64{3, 4, 5, 6}, Notes: "two rows lost"}
	if err := Save("by hand", made); err != nil {
		t.Fatal(err)
	}
	got := Load("by hand")
	if got == nil || !same(got, made) || got.Notes != made.Notes || got.DimY != 2 || got.Rows() != 2 {
		t.Errorf("%+v", got)
	}
	if got := Load("by foot"); got != nil {
		t.Errorf("another's pairs are found: %+v", got)
	}
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/mmcloughlin/avo/operand"
)

// TestUpToDate generates everything into an empty folder and compares it with what package kernel holds.
func TestUpToDate(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	for _, name := range outdated(t, dir, "..") {
		t.Errorf("inn/kernel/%s is out of date: run go generate in inn/kernel", name)
	}
}

// TestOutdated shows the comparison a file that was changed by hand and one that is missing.
func TestOutdated(t *testing.T) {
	dir, kept := t.TempDir(), t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "avx2_amd64.s"))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte("VADDPS"), []byte("VSUBPS"), 1)
	if err := os.WriteFile(filepath.Join(kept, "avx2_amd64.s"), changed, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := len(outdated(t, dir, kept)); got != 4 {
		t.Errorf("one changed and three missing files: %d are found", got)
	}
}

// outdated names the files of dir that are different or missing in kept.
func outdated(t *testing.T, dir, kept string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing was generated: %v", err)
	}
	var names []string
	for _, f := range files {
		want, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(kept, f.Name()))
		if err != nil || !bytes.Equal(got, want) {
			names = append(names, f.Name())
		}
	}
	return names
}

func TestCheckRegisters(t *testing.T) {
	for text, fine := range map[string]bool{
		"VMOVUPS (AX), Y15":       true,
		"VMOVUPS const16<>+0, Y1": true,
		"VMOVUPS (AX), Y16":       false,
		"VADDPS X20, X1, X1":      false,
		"VADDPS Z0, Z1, Z1":       false,
		"KMOVW AX, K1":            false,
	} {
		if err := checkRegisters(256, []byte(text)); (err == nil) != fine {
			t.Errorf("%q in AVX2 code: %v", text, err)
		}
		if err := checkRegisters(512, []byte(text)); err != nil {
			t.Errorf("%q in AVX-512 code: %v", text, err)
		}
	}
}

// TestCheckInstructions builds a function for AVX2 with an instruction that only AVX-512 has, though on registers that
// AVX2 has too.
func TestCheckInstructions(t *testing.T) {
	for _, bits := range []int{512, 256} {
		g := newGen(bits)
		g.function("late", "(x *float32)", "is an example.")
		g.VFMADD231PS_BCST(operand.Mem{Base: g.param("x")}, g.YMM(), g.YMM())
		g.ret()
		if err := g.print(map[string][]byte{}); (err == nil) != (bits == 512) {
			t.Errorf("%d bits: %v", bits, err)
		}
	}
}

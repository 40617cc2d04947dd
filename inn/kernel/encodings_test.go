package kernel

import (
	"encoding/binary"
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// encoding is a line of neon_arm64.h: an instruction with 1, 2 … for its arguments, and what it should be.
type encoding struct {
	macro string
	word  uint32
	text  string
}

var encodingLine = regexp.MustCompile(`^#define (\w+)\(([\w, ]+)\) WORD \$(\(.*\)) // (.*)$`)

// readEncodings evaluates the lines with a WORD.
func readEncodings(header string) ([]encoding, error) {
	var list []encoding
	for _, line := range strings.Split(header, "\n") {
		if !strings.Contains(line, "WORD") {
			continue
		}
		m := encodingLine.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("not understood, or without its instruction behind it: %s", line)
		}
		word := m[3]
		for i, arg := range strings.Split(m[2], ", ") {
			word = regexp.MustCompile(`\b`+arg+`\b`).ReplaceAllString(word, fmt.Sprint(i+1))
		}
		v, err := types.Eval(token.NewFileSet(), nil, token.NoPos, word)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m[1], err)
		}
		bits, exact := constant.Uint64Val(v.Value)
		if !exact || bits>>32 != 0 {
			return nil, fmt.Errorf("%s: %v is no word", m[1], v.Value)
		}
		list = append(list, encoding{m[1], uint32(bits), m[4]})
	}
	return list, nil
}

// wrongEncodings has the disassembler objdump read the words, and reports those that are not what they should be.
func wrongEncodings(t *testing.T, objdump string, list []encoding) []string {
	t.Helper()
	var code []byte
	for _, e := range list {
		code = binary.LittleEndian.AppendUint32(code, e.word)
	}
	file := filepath.Join(t.TempDir(), "words")
	if err := os.WriteFile(file, code, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(objdump, "-D", "-b", "binary", "-m", "aarch64", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	read := regexp.MustCompile(`(?m)^\s*[0-9a-f]+:\t[0-9a-f]{8} \t(.*)$`).FindAllStringSubmatch(string(out), -1)
	if len(read) != len(list) {
		t.Fatalf("%d words are disassembled to %d instructions", len(list), len(read))
	}
	var wrong []string
	for i, e := range list {
		if got := strings.Join(strings.Fields(read[i][1]), " "); got != e.text {
			wrong = append(wrong, fmt.Sprintf("%s is %s, should be %s", e.macro, got, e.text))
		}
	}
	return wrong
}

// TestEncodings compares the instructions that Go's assembler does not know with a disassembler, after showing it one
// with a wrong bit.
func TestEncodings(t *testing.T) {
	objdump, err := exec.LookPath("aarch64-linux-gnu-objdump")
	if err != nil {
		t.Skip("needs aarch64-linux-gnu-objdump, which make test-arm64 installs")
	}
	header, err := os.ReadFile("neon_arm64.h")
	if err != nil {
		t.Fatal(err)
	}
	list, err := readEncodings(string(header))
	if err != nil || len(list) < 20 {
		t.Fatalf("%d instructions in neon_arm64.h: %v", len(list), err)
	}
	broken := append([]encoding(nil), list...)
	broken[3].word ^= 1 << 23
	if got := wrongEncodings(t, objdump, broken); len(got) != 1 {
		t.Errorf("one wrong bit: %q", got)
	}
	for _, w := range wrongEncodings(t, objdump, list) {
		t.Error(w)
	}
}

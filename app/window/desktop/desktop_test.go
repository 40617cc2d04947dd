package desktop

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gioui.org/x/explorer"
)

func TestChosen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.safetensors")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := chosen(f, nil); p != path || err != nil {
		t.Errorf("a file: %q, %v", p, err)
	}
	if _, err := f.Write(nil); err == nil {
		t.Error("the file stays open")
	}
	if p, err := chosen(nil, explorer.ErrUserDecline); p != "" || err != nil {
		t.Errorf("declined: %q, %v", p, err)
	}
	if p, err := chosen(nil, errors.New("dbus: no session bus")); p != "" || err == nil {
		t.Errorf("no desktop: %q, %v", p, err)
	}
	if p, err := chosen(io.NopCloser(strings.NewReader("")), nil); p != "" || err == nil {
		t.Errorf("no name: %q, %v", p, err)
	}
}

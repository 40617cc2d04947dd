package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The rooms of the house: what each folder's files, tests aside, may import beside the standard library. An entry
// allows a module and everything below it; one that ends in a dot allows that package only; one that begins with a
// minus takes back.
var rooms = map[string][]string{
	"assets":         {},
	"inn/kernel":     {"golang.org/x/sys/cpu", "innlab/inn/kernel"},
	"inn/kernel/gen": {"github.com/mmcloughlin/avo", "innlab/inn/kernel"}, // makes the assembly; not part of the program
	"inn/metric":     {"gonum.org/v1/gonum", "innlab/inn/kernel"},
	"inn":            {"gonum.org/v1/gonum", "innlab/inn/kernel", "innlab/inn/net"},
	"inn/net":        {"gonum.org/v1/gonum", "innlab/inn/kernel"},
	"inn/baseline":   {"gonum.org/v1/gonum", "innlab/inn"},
	"scenes": {
		"gonum.org/v1/gonum", "innlab/inn.", "github.com/lucasb-eyer/go-colorful", "github.com/sbinet/npyio",
		"innlab/scenes/optics", "innlab/scenes/paint", "innlab/scenes/simulations",
	},
	"scenes/optics":      {"gonum.org/v1/gonum"},
	"scenes/paint":       {"github.com/lucasb-eyer/go-colorful"},
	"scenes/simulations": {"innlab/inn."},
	"widgets": {
		"gioui.org", "-gioui.org/app", "-gioui.org/gpu", "gonum.org/v1/plot", "golang.org/x/image",
		"eliasnaur.com/font", "github.com/go-text/typesetting", "golang.org/x/exp/shiny/materialdesign/icons", "github.com/lucasb-eyer/go-colorful",
		"innlab/widgets",
	},
	"app/file":    {"github.com/sbinet/npyio", "gonum.org/v1/gonum"},
	"app/measure": {"gonum.org/v1/gonum", "innlab/inn", "innlab/scenes"},
	"app/table":   {"innlab/app/file"},
	"app/own":     {"gonum.org/v1/gonum", "innlab/inn.", "innlab/scenes.", "innlab/scenes/simulations", "innlab/app/table", "innlab/app/file"},
	"app/session": {"gonum.org/v1/gonum", "innlab/inn", "innlab/scenes", "innlab/assets"},
	"app/figure": {
		"gonum.org/v1/gonum", "gonum.org/v1/plot", "golang.org/x/image",
		"innlab/inn", "innlab/scenes", "innlab/widgets.", "innlab/app/session", "innlab/app/file", "innlab/app/measure",
	},
	"app": {""},
}

// room returns the rules for a folder: its own, or those of the nearest folder above it that has any.
func room(folder string) []string {
	for ; folder != "."; folder = path.Dir(folder) {
		if rules, ok := rooms[folder]; ok {
			return rules
		}
	}
	return nil
}

// allowed reports whether a file in folder may import pkg.
func allowed(folder, pkg string) bool {
	if first, _, _ := strings.Cut(pkg, "/"); !strings.Contains(first, ".") && first != "innlab" {
		return true // the standard library
	}
	below := func(rule string) bool {
		if only, ok := strings.CutSuffix(rule, "."); ok {
			return pkg == only
		}
		return rule == "" || pkg == rule || strings.HasPrefix(pkg, rule+"/")
	}
	rules := room(folder)
	return slices.ContainsFunc(rules, below) && !slices.ContainsFunc(rules, func(r string) bool {
		no, ok := strings.CutPrefix(r, "-")
		return ok && below(no)
	})
}

// trespasses lists the imports in files below root that their room does not allow.
func trespasses(root fs.FS) ([]string, error) {
	var found []string
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			if pkg, _ := strconv.Unquote(i.Path.Value); !allowed(path.Dir(name), pkg) {
				found = append(found, fmt.Sprintf("%s imports %s", name, pkg))
			}
		}
		return nil
	})
	return found, err
}

func TestImports(t *testing.T) {
	// First, that the test sees what it looks for.
	for folder, pkgs := range map[string][]string{
		"inn":             {"innlab/scenes", "gioui.org/layout", "innlab/app/session"},
		"inn/kernel":      {"gonum.org/v1/gonum/mat", "innlab/inn"},
		"inn/metric":      {"innlab/inn", "innlab/scenes"},
		"inn/net":         {"innlab/inn", "innlab/inn/baseline"},
		"inn/baseline":    {"innlab/scenes", "innlab/app/session"},
		"scenes":          {"innlab/inn/metric", "innlab/widgets"},
		"widgets":         {"gioui.org/app", "gioui.org/gpu/headless", "innlab/app/session", "innlab/inn"},
		"widgets/control": {"gioui.org/app", "innlab/scenes"},
		"app/measure":     {"innlab/app/session", "innlab/widgets"},
		"app/session":     {"gioui.org/layout", "innlab/widgets"},
		"app/figure":      {"gioui.org/op", "innlab/widgets/control", "innlab/app/window"},
		"app/file":        {"innlab/inn"},
		"assets":          {"innlab/inn", "gonum.org/v1/gonum/stat"},
		"tools":           {"github.com/any/thing"},
	} {
		for _, pkg := range pkgs {
			root := t.TempDir()
			put(t, filepath.Join(root, folder, "a.go"), fmt.Sprintf("package a\n\nimport (\n\t\"fmt\"\n\t_ %q\n)\n", pkg))
			put(t, filepath.Join(root, folder, "a_test.go"), fmt.Sprintf("package a\n\nimport _ %q\n", pkg))
			found, err := trespasses(os.DirFS(root))
			if want := fmt.Sprintf("%s/a.go imports %s", folder, pkg); err != nil || len(found) != 1 || found[0] != want {
				t.Errorf("found %v, %v, want %s", found, err, want)
			}
		}
	}
	// Then the house itself.
	found, err := trespasses(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

// put writes a file and the folders above it.
func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

package kernel

import (
	"strings"
	"testing"
)

func TestChoose(t *testing.T) {
	for _, table := range Tables() {
		got, err := Choose(table.Name)
		if err != nil || got.Name != table.Name {
			t.Errorf("Choose(%q) = %v, %v", table.Name, got, err)
		}
	}
	_, err := Choose("abacus")
	if err == nil || !strings.Contains(err.Error(), `"abacus"`) || !strings.Contains(err.Error(), "go") {
		t.Errorf("an unknown name gives %v; the error should name it and what there is", err)
	}
}

// TestStart sees that a wish that cannot be granted is reported and the fastest table taken instead.
func TestStart(t *testing.T) {
	fastest := Tables()[0].Name
	if table, err := start(""); err != nil || table.Name != fastest {
		t.Errorf("without a wish: %s, %v", table.Name, err)
	}
	if table, err := start("go"); err != nil || table != &Plain {
		t.Errorf("with go: %s, %v", table.Name, err)
	}
	table, err := start("abacus")
	if err == nil || !strings.HasPrefix(err.Error(), Variable+": ") || table.Name != fastest {
		t.Errorf("with an unknown name: %s, %v", table.Name, err)
	}
}

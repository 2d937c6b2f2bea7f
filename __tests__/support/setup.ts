import "../../tools/synth-shim";
